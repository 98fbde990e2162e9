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

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;

import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;

import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.start.SampleImage;
import org.gradiscope.imagej.start.StartEntry;
import org.gradiscope.imagej.start.StartFamily;
import org.gradiscope.imagej.start.StartPage;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** The first minute: a page that runs a command of each family on a sample image. */
@Plugin(type = Command.class, name = "start-here", label = "Start Here",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Start Here...", weight = -1) },
	description = "Opens a sample image, and a page that runs a command of each family of methods on it; " +
		"it downloads nothing.")
public class StartHere extends GradiscopeCommand {

	@Parameter(type = ItemIO.OUTPUT, label = "Page",
		description = "What the page shows: of each command what it does, its line in a macro and in a terminal.")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Sample",
		description = "The image " + SampleImage.TITLE + ": the one that is open, or else a new one.")
	private ImagePlus sample;

	@Override
	void execute() {
		sample = SampleImage.get();
		table = Tables.empty();
		Tables.addFact(table, "sample",
			SampleImage.TITLE + ": sarcomeres on the left, bacteria on the " +
				"right, drawn by this project; scripts/gradiscope start-here output=start.csv writes it");
		Tables.addFact(table, "network",
			"micropatterns: comes with the plugin, knows drawn patterns only, no micrographs");
		for (final StartFamily family : StartFamily.ALL) {
			Tables.addFact(table, family.name(), family.question());
			family.entries().forEach(this::add);
		}
		list(sample);
		if (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()) return;
		// What is shown already does not become the current image by being shown.
		if (sample.isVisible()) IJ.selectWindow(sample.getID());
		EventQueue.invokeLater(StartPage::open);
	}

	private void add(final StartEntry entry) {
		Tables.addFact(table, entry.command(), entry.sentence());
		Tables.addFact(table, "in a macro", entry.macroLine());
		Tables.addFact(table, "in a terminal", entry.commandLine());
	}
}
