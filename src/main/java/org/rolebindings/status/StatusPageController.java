package org.rolebindings.status;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page. */
@Controller
final class StatusPageController {

	private final WatchStatus status;

	StatusPageController(WatchStatus status) {
		this.status = status;
	}

	@GetMapping("/")
	String page(Model model) {
		model.addAttribute("page", StatusPage.of(this.status));
		return "page";
	}

}
