package org.rolebindings.status.page;

import org.rolebindings.status.model.WatchStatus;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page. */
@Controller
public final class StatusPageController {

	private final WatchStatus status;

	public StatusPageController(WatchStatus status) {
		this.status = status;
	}

	@GetMapping("/")
	String page(Model model) {
		model.addAttribute("page", StatusPage.of(this.status));
		return "page";
	}

}
