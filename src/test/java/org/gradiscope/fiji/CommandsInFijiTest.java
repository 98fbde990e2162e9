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
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.gradiscope.command.Classify;
import org.gradiscope.command.DeepDream;
import org.gradiscope.command.SaliencyMap;
import org.gradiscope.imagej.UserPrompt;
import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scijava.Cancelable;
import org.scijava.module.Module;

/** What a script, a macro and a person meet with. */
class CommandsInFijiTest {

	private static final String UNKNOWN = "There is no class 'nonsense'";

	private final FijiStandIn fiji = new FijiStandIn();

	@AfterEach
	void close() {
		fiji.close();
	}

	private static ResultsTable table(final Module module) {
		return (ResultsTable) module.getOutput("table");
	}

	@Test
	void aScriptIsAskedNothing() throws Exception {
		final Module module = fiji.run(Classify.class, "input", SampleImages.of("8-bit"), "model",
			"brightness", "chart", false);
		assertEquals(List.of(), AskingHarvester.ASKED);
		assertEquals(2, table(module).size());
		assertEquals(5, module.getInput("top"));
	}

	@Test
	void norIsAScriptThatGivesTheImageAlone() throws Exception {
		FijiStandIn.show(SampleImages.of("8-bit"));
		fiji.run(DeepDream.class, "model", "brightness", "octaves", 1, "steps", 1);
		assertEquals(List.of(), AskingHarvester.ASKED);
	}

	@Test
	void aPersonIsAskedOnceByOurOwnDialog() throws Exception {
		FijiStandIn.show(SampleImages.of("8-bit"));
		assertNotNull(table(fiji.choose(Classify.class)));
		assertEquals(List.of("Classify"), AskedKeys.ASKED);
		assertEquals(List.of(), AskingHarvester.ASKED);
	}

	/** As to a download: a dialog would stop a script until somebody comes by. */
	@Test
	void whatAPersonHasToAnswerNoScriptIsAsked() throws Exception {
		FijiStandIn.show(SampleImages.of("8-bit"));
		fiji.run(Classify.class, "model", "brightness", "chart", false);
		assertEquals(List.of(UserPrompt.NONE), fiji.networks().prompts());
		fiji.choose(Classify.class);
		assertEquals(List.of(UserPrompt.NONE, UserPrompt.DIALOG), fiji.networks().prompts());
	}

	@Test
	void whoPressesCancelIsNotToldSo() throws Exception {
		FijiStandIn.show(SampleImages.of("8-bit"));
		AskedKeys.ok = false;
		final Module module = fiji.choose(Classify.class);
		assertTrue(((Cancelable) module).isCanceled());
		assertNull(table(module));
		assertEquals(List.of(), fiji.warnings());
		assertEquals(List.of(), fiji.log());
	}

	@Test
	void aPersonWithoutAnImageIsNotAskedForKeys() throws Exception {
		assertTrue(((Cancelable) fiji.choose(Classify.class)).isCanceled());
		assertEquals(List.of(), AskedKeys.ASKED);
		assertEquals(List.of(), fiji.warnings());
	}

	@Test
	void tablesComeByNameAndWithoutAWarning() throws Exception {
		final Module module = fiji.run(Classify.class, "input", SampleImages.of("8-bit"), "model",
			"brightness", "chart", false);
		assertNotNull(table(module));
		assertEquals(List.of(), fiji.log());
	}

	@Test
	void aScriptGetsTheErrorAndNobodyAStackTrace() {
		final Throwable thrown =
			assertThrows(ExecutionException.class, () -> fiji.run(SaliencyMap.class, "input",
				SampleImages.of("8-bit"), "model", "brightness", "target", "nonsense"));
		Throwable cause = thrown;
		while (cause.getCause() != null)
			cause = cause.getCause();
		assertTrue(cause.getMessage().startsWith(UNKNOWN), cause.getMessage());
		assertEquals(1, fiji.log().size(), fiji.log().toString());
		assertTrue(fiji.log().get(0).endsWith("Saliency Map: " + cause.getMessage()),
			fiji.log().get(0));
		assertEquals(List.of(), fiji.warnings());
	}

	@Test
	void aPersonGetsOneSentence() throws Exception {
		final FloatProcessor hole = new FloatProcessor(16, 16);
		hole.setf(3, 2, Float.NaN);
		FijiStandIn.show(new ImagePlus("hole", hole));
		final ByteArrayOutputStream shown = new ByteArrayOutputStream();
		final PrintStream before = System.out;
		// Where ImageJ has no windows, it prints its messages.
		System.setOut(new PrintStream(shown, true));
		final Module module;
		try {
			module = fiji.choose(Classify.class);
		}
		finally {
			System.setOut(before);
		}
		assertEquals(
			"Every pixel has to be a finite number, but the one at x=3, y=2 is NaN; replace " +
				"such pixels first (Process > Math > Macro...).",
			shown.toString().trim().replaceAll("\\s+", " "));
		assertTrue(((Cancelable) module).isCanceled());
		assertNull(table(module));
		assertEquals(List.of(), fiji.log());
	}

	@Test
	void withoutAnImageTheSentenceIsOurs() {
		final Throwable thrown =
			assertThrows(ExecutionException.class, () -> fiji.run(Classify.class, "top", 2));
		assertTrue(fiji.log().get(0).endsWith(
			"Classify: An image is needed, but none was given; open " + "one, or name one that is open."),
			thrown + " " + fiji.log());
		assertEquals(List.of(), fiji.warnings());
		assertFalse(AskingHarvester.ASKED.contains("input"));
	}

	@Test
	void theImageThatAScriptGivesIsNotReplaced() throws Exception {
		FijiStandIn.show(new ImagePlus("dark", new ByteProcessor(16, 16)));
		final ImagePlus bright = new ImagePlus("bright", new ByteProcessor(16, 16));
		bright.getProcessor().add(255);
		final Module module =
			fiji.run(Classify.class, "input", bright, "model", "brightness", "chart", false);
		assertEquals("bright", table(module).getStringValue("label", 0));
	}
}
