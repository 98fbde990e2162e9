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

package org.gradiscope.fiji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.PlugIn;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;

import java.awt.HeadlessException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;

import org.gradiscope.command.Classify;
import org.gradiscope.imagej.start.SampleImage;
import org.gradiscope.imagej.start.StartEntry;
import org.gradiscope.imagej.start.StartRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.module.Module;

/** Macros, in which imagej-legacy's part is played by a plugin that has SciJava run Classify. */
class MacrosInFijiTest {

	private static final String ENTRY = "Classify...";

	private static FijiStandIn fiji;
	private static Module ran;

	@TempDir
	private Path folder;

	/** Called by ImageJ. */
	public static final class Legacy implements PlugIn {

		@Override
		public void run(final String argument) {
			ran = fiji.legacy(Classify.class);
		}
	}

	@BeforeEach
	@SuppressWarnings("unchecked")
	void install() {
		fiji = new FijiStandIn();
		ran = null;
		FijiStandIn.show(null);
		// Images of batch modes before.
		Interpreter.batchMode = false;
		// ImageJ makes the table when it is first asked to run something, and headless stops at the menus.
		if (Menus.getCommands() == null) assertThrows(HeadlessException.class, () -> IJ.run(ENTRY));
		Menus.getCommands().put(ENTRY, Legacy.class.getName());
	}

	@AfterEach
	void uninstall() {
		Menus.getCommands().remove(ENTRY);
		fiji.close();
	}

	/** @return the path of an image of one grey level */
	private String image(final String name, final int grey) {
		final ImagePlus image = new ImagePlus(name, new ByteProcessor(16, 16));
		image.getProcessor().add(grey);
		final String path = folder.resolve(name + ".tif").toString();
		IJ.saveAsTiff(image, path);
		return path;
	}

	@Test
	void aMacroIsAskedNothingAndMeansItsOwnImage() {
		FijiStandIn.show(new ImagePlus("dark", new ByteProcessor(16, 16)));
		assertEquals("went on", IJ.runMacro("setBatchMode(true); open('" + image("bright", 255) +
			"'); run('Classify...'); return 'went on';"));
		assertEquals(List.of(), AskingHarvester.ASKED);
		assertEquals(List.of(), AskedKeys.ASKED);
		assertEquals("bright.tif", ((ImagePlus) ran.getInput("input")).getTitle());
		assertTrue(((ResultsTable) ran.getOutput("table")).size() > 0);
	}

	/**
	 * Classify as an entry of the page of the first minute.
	 *
	 * @param sample open in batch mode
	 * @return whether it came to its end
	 */
	private static boolean press(final ImagePlus sample) throws Exception {
		FijiStandIn.show(new ImagePlus("dark", new ByteProcessor(16, 16)));
		Interpreter.batchMode = true;
		Interpreter.addBatchModeImage(sample);
		try {
			final FutureTask<Boolean> run =
				new FutureTask<>(new StartRun(new StartEntry("Classify", "top=5", true, ""))::run);
			new Thread(run, "Start Here").start();
			return run.get();
		}
		finally {
			Interpreter.removeBatchModeImage(sample);
			Interpreter.batchMode = false;
		}
	}

	@Test
	void aButtonOfTheFirstMinuteAsksNothingAndMeansTheSample() throws Exception {
		assertTrue(press(SampleImage.get()));
		assertEquals(List.of(), AskingHarvester.ASKED);
		assertEquals(List.of(), AskedKeys.ASKED);
		assertEquals(SampleImage.TITLE, ((ImagePlus) ran.getInput("input")).getTitle());
		assertTrue(((ResultsTable) ran.getOutput("table")).size() > 0);
	}

	@Test
	void anErrorAfterAButtonOfTheFirstMinuteEndsTheRun() throws Exception {
		final FloatProcessor hole = new FloatProcessor(16, 16);
		hole.setf(3, 2, Float.NaN);
		assertFalse(press(new ImagePlus(SampleImage.TITLE, hole)));
		assertNull(ran.getOutput("table"));
		assertEquals(List.of(), fiji.warnings());
	}

	@Test
	void theImageThatIsSelectedLastIsMeant() {
		FijiStandIn.show(new ImagePlus("dark", new ByteProcessor(16, 16)));
		IJ.runMacro("setBatchMode(true); open('" + image("one", 255) + "'); open('" + image("two", 9) +
			"'); selectImage('one.tif'); run('Classify...');");
		assertEquals("one.tif", ((ImagePlus) ran.getInput("input")).getTitle());
	}

	@Test
	void aScriptThatRunsItAsMacrosDoMeansTheImageThatItNames() {
		FijiStandIn.show(new ImagePlus("dark", new ByteProcessor(16, 16)));
		final ImagePlus named = IJ.openImage(image("named", 3));
		IJ.run(named, ENTRY, "top=1");
		assertEquals(named, ran.getInput("input"));
	}

	@Test
	void anErrorStopsTheMacro() {
		final ImagePlus hole = new ImagePlus("hole", new FloatProcessor(16, 16));
		hole.getProcessor().setf(3, 2, Float.NaN);
		IJ.saveAsTiff(hole, folder.resolve("hole.tif").toString());
		IJ.runMacro("setBatchMode(true); open('" + folder + "/hole.tif'); run('Classify...'); " +
			"File.append('went on', '" + folder + "/line');");
		assertTrue(!folder.resolve("line").toFile().exists());
		assertTrue(fiji.log().stream().anyMatch(line -> line.contains("the one at x=3, y=2 is NaN")),
			fiji.log().toString());
		assertEquals(List.of(), fiji.warnings());
	}
}
