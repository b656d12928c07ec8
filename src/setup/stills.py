"""Notebooks whose files carry still pictures only, and which are alive where the kernel that drew them still runs.

An output that shows a widget names a model in a kernel. Saved with the notebook, that name is good for nothing once the kernel has ended:
JupyterLab then writes an error in the place of the picture that stands beside it. So the name is kept out of what is shown and put
into the output's metadata, and taken from there again when the notebook is opened while a kernel of its own still has the model.
"""

import asyncio

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

VIEW = "application/vnd.jupyter.widget-view+json"
# Under which the view is kept in an output's metadata.
KEPT = "fall-line-widget"
# Seconds that a kernel has to say which models it has. One that is in the middle of a loop says nothing, and its pictures stay still.
PATIENCE = 1


class Notebooks(AsyncLargeFileManager):
    async def save(self, model, path=""):
        if model.get("type") == "notebook" and model.get("content"):
            for output in outputs(model["content"]):
                still(output)
        return await super().save(model, path)

    async def get(self, path, content=True, *more, **named):
        model = await super().get(path, content, *more, **named)
        if content and model["type"] == "notebook":
            shown = list(outputs(model["content"]))
            for output in shown:
                still(output)
            kept = [output for output in shown if KEPT in output["metadata"]]
            living = await self.models(path.strip("/")) if kept else set()
            for output in kept:
                view = output["metadata"][KEPT]
                if view.get("model_id") in living:
                    output["data"][VIEW] = view
        return model

    async def models(self, path):
        """The models of the kernels that run for the notebook at that path."""
        server = self.parent
        sessions = await server.session_manager.list_sessions()
        kernels = {session["kernel"]["id"] for session in sessions if session["path"] == path}
        found = await asyncio.gather(*(self.models_of(server.kernel_manager.get_kernel(each)) for each in kernels))
        return set().union(*found)

    async def models_of(self, kernel):
        client = kernel.client()
        client.start_channels(shell=True, iopub=False, stdin=False, hb=False, control=False)
        try:
            reply = await client.comm_info("jupyter.widget", reply=True, timeout=PATIENCE)
            return set(reply["content"].get("comms", {}))
        except Exception as error:
            self.log.info("The kernel does not say which widgets it has: %r", error)
            return set()
        finally:
            client.stop_channels()


def outputs(notebook):
    """The outputs that show something."""
    for cell in notebook.get("cells", []):
        for output in cell.get("outputs", []):
            if "data" in output:
                output.setdefault("metadata", {})
                yield output


def still(output):
    """Leaves the picture alone of a widget and its picture."""
    data = output["data"]
    if VIEW in data and "text/html" in data:
        output["metadata"][KEPT] = data.pop(VIEW)
