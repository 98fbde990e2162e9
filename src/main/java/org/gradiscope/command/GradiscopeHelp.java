/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.command;

import ij.measure.ResultsTable;

import java.util.LinkedHashMap;
import java.util.Map;

import org.gradiscope.imagej.Tables;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Says where the documentation is. */
@Plugin(type = Command.class, name = "gradiscope-help", label = "Gradiscope Help",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Gradiscope Help...", weight = 61) },
	description = "Says where Gradiscope's documentation is, page by page.")
public class GradiscopeHelp extends GradiscopeCommand {

	private static final String PAGES = SOURCE + "/blob/main/docs/";

	@Parameter(type = ItemIO.OUTPUT, label = "Pages", description = "What is explained where.")
	private ResultsTable table;

	@Override
	void execute() {
		final Map<String, String> pages = new LinkedHashMap<>();
		pages.put("in five minutes", PAGES + "README.md");
		pages.put("which saliency map for which question", PAGES + "saliency.md");
		pages.put("which cells: explanations by objects", PAGES + "objects.md");
		pages.put("seeing features, dreams", PAGES + "visualization.md");
		pages.put("attacks, and what success does not prove", PAGES + "adversarial.md");
		pages.put("a network of your own", PAGES + "models.md");
		pages.put("macros, scripts, the command line", PAGES + "scripting.md");
		pages.put("installing", PAGES + "install.md");
		pages.put("a command's keys",
			"the Help button of its dialog, or scripts/gradiscope help COMMAND");
		pages.put("questions", "https://forum.image.sc");
		table = Tables.empty();
		pages.forEach((page, place) -> Tables.addFact(table, page, place));
		show(sentences(pages), "Gradiscope Help");
	}
}
