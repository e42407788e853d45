-- One create, over and over.
wrk.method = "POST"
wrk.body = '{"role_id":"Um9sZTowOmFEbDE=","user_id":"VXNlcjowOmszdVA=","resource_type":"SPACE","resource_id":"U3BhY2U6MDpWNEth"}'
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer bench"
