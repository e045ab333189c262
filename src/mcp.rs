//! Tools for coding agents over the Model Context Protocol, on standard input and output: the same
//! snapshots and findings as the editor's and the terminal's. One file per tool; the SDK does the
//! protocol.
//!
//! Decides nothing about plans. Sees and writes nothing outside the folder it is started in, and
//! writes only for a tool that says so. Every call reads files and configuration afresh.

mod apply_fix;
mod check_plan;
mod checked;
mod list_templates;
mod new_plan;
mod outline;
mod plan_status;
mod site;
mod tool;

use crate::workspace::{Options, absolute};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation,
    ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::{RequestContext, RoleServer, ServerInitializeError, ServiceExt};
use rmcp::{ErrorData, ServerHandler};
use serde_json::Value;
use site::Site;
use std::path::Path;
use std::sync::Arc;
use tool::Tool;

/// The tools, in the order in which they are listed.
static TOOLS: &[&Tool] = &[
    &check_plan::TOOL,
    &apply_fix::TOOL,
    &outline::TOOL,
    &plan_status::TOOL,
    &list_templates::TOOL,
    &new_plan::TOOL,
];

const INSTRUCTIONS: &str = "\
planls knows implementation plans in Markdown: phases, steps, tasks, risks, rollback, acceptance \
criteria. Begin a plan with new_plan. Run check_plan on every plan you have written or changed, \
before you call it finished; mend what it reports yourself or with apply_fix. plan_status says how \
far the plans of the folder are.";

/// Serves one client until it goes away; what went wrong, for people. The tools work in `folder`.
pub fn run(options: Options, folder: &Path) -> Result<(), String> {
    let server = Server { site: Arc::new(Site { folder: absolute(folder), options }) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| error.to_string())?.block_on(serve(server))
}

async fn serve(server: Server) -> Result<(), String> {
    match server.serve(rmcp::transport::stdio()).await {
        Ok(running) => running.waiting().await.map(|_| ()).map_err(|error| error.to_string()),
        // A client that goes away before it has said anything.
        Err(ServerInitializeError::ConnectionClosed(_)) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

#[derive(Clone)]
struct Server {
    site: Arc<Site>,
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let own = Implementation::new("planls", env!("CARGO_PKG_VERSION"));
        let capabilities = ServerCapabilities::builder().enable_tools().build();
        ServerConfig::new(capabilities).with_server_info(own).with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(TOOLS.iter().map(|tool| tool.announce()).collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(tool) = TOOLS.iter().find(|tool| tool.name == request.name) else {
            let names: Vec<&str> = TOOLS.iter().map(|tool| tool.name).collect();
            let (name, names) = (request.name, names.join(", "));
            let message = format!("there is no tool `{name}`; there are {names}");
            return Err(ErrorData::invalid_params(message, None));
        };
        let arguments = Value::Object(request.arguments.unwrap_or_default());
        let site = self.site.clone();
        // A fault of ours ends that call and nothing else.
        let outcome = tokio::task::spawn_blocking(move || (tool.call)(&site, arguments)).await;
        let result = match outcome {
            Ok(Ok(value)) => CallToolResult::structured(value),
            Ok(Err(message)) => CallToolResult::error(vec![ContentBlock::text(message)]),
            Err(_) => {
                let message = "this is a fault in planls, please report it";
                return Err(ErrorData::internal_error(message, None));
            }
        };
        Ok(result.into())
    }
}
