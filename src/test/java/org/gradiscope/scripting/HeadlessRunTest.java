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

package org.gradiscope.scripting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.gradiscope.command.Classify;
import org.gradiscope.command.DeepDream;
import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandModule;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.module.event.ModuleFinishedEvent;

/**
 * {@code --run} by SciJava's own code, of which Fiji's command line consists: what runs, and what
 * becomes of the values.
 */
class HeadlessRunTest {

	@TempDir
	private static Path folder;
	private static Fiji fiji;
	private static Finished finished;

	@BeforeAll
	static void start() {
		final ImagePlus image = SampleImages.of("16-bit");
		image.setProcessor(image.getProcessor().resize(48, 40));
		image.setDisplayRange(100, 4100);
		new FileSaver(image).saveAsTiff(path());
		fiji = new Fiji();
		finished = new Finished(fiji);
	}

	@AfterAll
	static void dispose() {
		fiji.close();
	}

	private static String path() {
		return folder.resolve("two words.tif").toString();
	}

	/** The one module that a call has run. */
	private static Module run(final String what, final String arguments) {
		fiji.commandLine("--run", what, arguments);
		final List<Module> modules = finished.take();
		assertEquals(1, modules.size(), what);
		return modules.get(0);
	}

	private static String dreaming(final String more) {
		return "input=\"" + path().replace("\\", "\\\\") + "\",octaves=1,steps=1" + more;
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.gradiscope.command.DeepDream", "Deep Dream",
		"command:org.gradiscope.command.DeepDream" })
	void theClassAndTheLabelRun(final String name) throws Exception {
		final ImagePlus dream = Fiji.image(run(name, dreaming(",seed=3")));
		final CommandModule expected = fiji.run(DeepDream.class, "input", IJ.openImage(path()),
			"octaves", 1, "steps", 1, "seed", 3L);
		finished.take();
		assertArrayEquals((short[]) Fiji.image(expected).getProcessor().getPixels(),
			(short[]) dream.getProcessor().getPixels());
		assertEquals(4100, dream.getDisplayRangeMax());
		assertEquals(0.25, dream.getCalibration().pixelWidth);
	}

	@Test
	void numbersAndTextsArrive() {
		final Module module =
			run("Deep Dream", dreaming(",octavescale=1.75,smoothness=0.5e-3,jitter=0,stepsize=\"2.5\"," +
				"title=\"a \\\"quoted\\\", b=c and 'more'\""));
		assertEquals(1.75, module.getInput("octavescale"));
		assertEquals(5e-4, module.getInput("smoothness"));
		assertEquals(0, module.getInput("jitter"));
		assertEquals("2.5", module.getInput("stepsize"));
		assertEquals("a \"quoted\", b=c and 'more'", Fiji.image(module).getTitle());
	}

	/** As for paths of Windows. */
	@Test
	void singleQuotesLeaveBackslashesAlone() {
		final Module module =
			run("Deep Dream", "input='" + path() + "',octaves=1,steps=1," + "title='C:\\new\\table'");
		assertEquals("C:\\new\\table", Fiji.image(module).getTitle());
	}

	@Test
	void aNumberForATextAndATruthValueArrive() {
		final Module plain = run("Classify", "input='" + path() + "',chart=false,top=2");
		assertEquals(false, plain.getInput("chart"));
		assertNull(plain.getOutput("bars"));
		assertEquals(2, Fiji.table(plain).size());
		assertEquals("3", run("Saliency Map", "input='" + path() + "',target=3").getInput("target"));
	}

	@Test
	void whatIsNoFileIsRefused() {
		final Exception e = assertThrows(ExecutionException.class,
			() -> fiji.run(Classify.class, "input", folder.resolve("none.tif").toString()));
		assertEquals("An image is needed, but none was given; open one, or name one that is open.",
			e.getCause().getCause().getMessage());
		finished.take();
	}

	/** The menu's own words, with dots, are no name for SciJava. */
	@Test
	void theMenuEntryWithDotsDoesNotRun() {
		fiji.commandLine("--run", "Deep Dream...", dreaming(""));
		assertTrue(finished.take().isEmpty());
	}

	/** Keeps what has run, where the caller is not told. */
	private static final class Finished {

		private final List<Module> modules = new ArrayList<>();

		Finished(final Fiji fiji) {
			fiji.context().service(EventService.class).subscribe(this);
		}

		/** Called by SciJava. */
		@EventHandler
		public synchronized void onEvent(final ModuleFinishedEvent event) {
			modules.add(event.getModule());
		}

		/** What has run since the last call. */
		synchronized List<Module> take() {
			final List<Module> taken = new ArrayList<>(modules);
			modules.clear();
			return taken;
		}
	}
}
