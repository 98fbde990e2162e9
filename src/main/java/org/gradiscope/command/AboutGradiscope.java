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

/** Says what this is and how to cite it. */
@Plugin(type = Command.class, name = "about-gradiscope", label = "About Gradiscope",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "About Gradiscope...", weight = 62) },
	description = "Says which version of Gradiscope this is, its licence, and how to " + "cite it.")
public class AboutGradiscope extends GradiscopeCommand {

	@Parameter(type = ItemIO.OUTPUT, label = "About",
		description = "Version, licence, how to cite it.")
	private ResultsTable table;

	@Override
	void execute() {
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("name", "Gradiscope: convolutional networks explored from ImageJ and Fiji");
		facts.put("version", version());
		facts.put("licence", "Simplified BSD (BSD-2-Clause), Copyright (c) 2026, Gradiscope founders");
		facts.put("cite", "Gradiscope founders, Gradiscope " + version() + ", " + HOME +
			", and the paper " +
			"of the method, which its key names; the recipe of a result (Image > Show Info...) has all of it");
		facts.put("TensorFlow", "runs the networks; Apache License 2.0, as its Java libraries and DJL");
		facts.put("home", HOME);
		facts.put("faults", SOURCE + "/issues");
		table = Tables.empty();
		facts.forEach((fact, value) -> Tables.addFact(table, fact, value));
		show(sentences(facts), "About Gradiscope");
	}
}
