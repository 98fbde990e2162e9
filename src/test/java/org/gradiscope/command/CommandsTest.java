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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;

import java.util.List;
import java.util.Map;

import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;

/** The commands as Fiji runs them, on the network that knows dark from bright. */
class CommandsTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofBrightness();

	private static CommandModule run(final Class<? extends Command> command, final ImagePlus input,
		final Object... values) throws Exception {
		return COMMANDS.run(command,
			input == null ? Map.of("model", "brightness") : Map.of("model", "brightness", "input", input),
			values);
	}

	private static String error(final Class<? extends Command> command, final ImagePlus input,
		final Object... values) {
		return QuietCommands.error(() -> run(command, input, values));
	}

	private static ImagePlus output(final CommandModule module) {
		return (ImagePlus) module.getOutput("output");
	}

	@ParameterizedTest
	@ValueSource(strings = { "8-bit", "16-bit", "32-bit", "rgb", "stack" })
	void theGradientOfBrightnessIsTheSameEverywhere(final String kind) throws Exception {
		final ImagePlus input = SampleImages.of(kind);
		final Object before = ((ImagePlus) input.clone()).getProcessor().getPixelsCopy();
		final ImagePlus map = output(
			run(SaliencyMap.class, input, "method", "gradient", "view", "map", "target", "bright"));
		final double extent = kind.equals("16-bit") ? 4000 : kind.equals("32-bit") ? 1 : 255;
		for (int slice = 1; slice <= input.getStackSize(); slice++)
			assertEquals(10 / extent / 192, map.getStack().getProcessor(slice).getf(3, 3), 1e-6 / extent);
		assertEquals(kind + "-gradient", map.getTitle());
		assertEquals("label 1", map.getStack().getSliceLabel(1));
		assertEquals(0.25, map.getCalibration().pixelWidth);
		assertTrue(same(before, input.getProcessor().getPixels()));
	}

	private static boolean same(final Object a, final Object b) {
		return java.util.Arrays.deepEquals(new Object[] { a }, new Object[] { b });
	}

	@ParameterizedTest
	@ValueSource(strings = { "8-bit", "16-bit", "32-bit", "rgb", "stack" })
	void dreamsKeepTheTypeAndGetBrighter(final String kind) throws Exception {
		final ImagePlus input = SampleImages.of(kind);
		final ImagePlus dream = output(run(DeepDream.class, input, "octaves", 1, "jitter", 0));
		assertEquals(input.getType(), dream.getType());
		assertEquals(input.getStackSize(), dream.getStackSize());
		assertEquals(input.getDisplayRangeMax(), dream.getDisplayRangeMax());
		assertTrue(dream.getStatistics().mean > input.getStatistics().mean);
		assertEquals(kind + "-deep-dream", dream.getTitle());
	}

	@ParameterizedTest
	@ValueSource(strings = { "8-bit", "16-bit", "32-bit", "rgb", "stack" })
	void theAttackFoolsAsItIsSavedAndKeepsTheBall(final String kind) throws Exception {
		final ImagePlus input = SampleImages.of(kind);
		final double epsilon = kind.equals("16-bit") ? 300 : kind.equals("32-bit") ? 0.08 : 20;
		final CommandModule module =
			run(AdversarialPerturbation.class, input, "method", "pgd", "epsilon", epsilon);
		final ImagePlus output = output(module);
		assertEquals(input.getType(), output.getType());
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals(input.getStackSize(), table.size());
		assertEquals("true", table.getStringValue("success", 0));
		assertEquals("dark", table.getStringValue("before-1", 0));
		assertEquals("bright", table.getStringValue("after-1", 0));
		assertTrue(table.getValue("linf", 0) <= epsilon * 1.000001);
		final ImagePlus difference = (ImagePlus) module.getOutput("difference");
		final String factor = kind.equals("16-bit") ? "0.42" : kind.equals("32-bit") ? "1587" : "6";
		assertEquals(kind + "-pgd-difference-x" + factor, difference.getTitle());
	}

	@ParameterizedTest
	@ValueSource(strings = { "8-bit", "16-bit", "32-bit" })
	void theUsualEpsilonIsEightOf255OfTheValueRange(final String kind) throws Exception {
		final ImagePlus input = SampleImages.of(kind);
		final ResultsTable table =
			(ResultsTable) run(AdversarialPerturbation.class, input).getOutput("table");
		final double extent =
			kind.equals("8-bit") ? 255 : input.getDisplayRangeMax() - input.getDisplayRangeMin();
		final double epsilon = 8 / 255.0 * extent;
		assertEquals(epsilon, table.getValue("linf", 0), Math.max(1, epsilon * 1e-5));
	}

	@Test
	void ofANarrowRangeTheUsualEpsilonIsOneLevel() throws Exception {
		final ImagePlus input = SampleImages.of("16-bit");
		// There are pixels in it; others, which the screen cuts, could not change what is seen.
		input.setDisplayRange(2000, 2031);
		final ResultsTable table =
			(ResultsTable) run(AdversarialPerturbation.class, input).getOutput("table");
		assertEquals(1, table.getValue("linf", 0));
	}

	@Test
	void theRecipeSaysHowAndThePredictionComesFirst() throws Exception {
		final String info = output(run(DeepDream.class, SampleImages.of("8-bit"), "steps", 2))
			.getProperty("Info").toString();
		assertTrue(info.startsWith("prediction of slice 1: dark 0."), info);
		for (final String line : List.of("command: deep-dream", "steps: 2", "model: brightness",
			"seed: 1", "network sha256: 039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81",
			"objective: mean(units^2)", "device: CPU"))
			assertTrue(info.contains(line + "\n"), line + " in " + info);
	}

	@Test
	void onlyTheSelectionDreams() throws Exception {
		final ImagePlus input = SampleImages.of("8-bit");
		input.setRoi(new Roi(4, 2, 8, 8));
		final ImagePlus dream = output(run(DeepDream.class, input, "octaves", 1));
		assertEquals(input.getProcessor().get(3, 3), dream.getProcessor().get(3, 3));
		assertTrue(input.getProcessor().get(5, 5) < dream.getProcessor().get(5, 5));
		input.setRoi(new Roi(4, 2, 7, 8));
		assertTrue(error(DeepDream.class, input).contains("too small"));
	}

	@Test
	void classifyListsEverySlice() throws Exception {
		final ResultsTable table =
			(ResultsTable) run(Classify.class, SampleImages.of("stack")).getOutput("table");
		assertEquals(6, table.size());
		assertEquals("dark", table.getStringValue("label", 0));
		assertArrayEquals(new double[] { 1, 1, 2, 2, 3, 3 }, table.getColumn("slice"));
		assertEquals(2,
			((ResultsTable) run(Classify.class, SampleImages.of("stack"), "slices", "current")
				.getOutput("table")).size());
	}

	@Test
	void classifyDrawsBarsUnlessToldNotTo() throws Exception {
		final ImagePlus bars =
			(ImagePlus) run(Classify.class, SampleImages.of("stack")).getOutput("bars");
		assertEquals(3, bars.getStackSize());
		assertEquals("stack-classify", bars.getTitle());
		final String info = bars.getInfoProperty();
		assertTrue(info.startsWith("prediction of slice 1: dark 0."), info);
		assertTrue(info.contains("command: classify\n") && info.contains("top: 5\n"), info);
		assertEquals("mine",
			((ImagePlus) run(Classify.class, SampleImages.of("8-bit"), "title", "mine").getOutput("bars"))
				.getTitle());
		assertNull(run(Classify.class, SampleImages.of("8-bit"), "chart", false).getOutput("bars"));
	}

	@Test
	void modelInfoListsLayersAndFacts() throws Exception {
		final CommandModule module = run(ModelInfo.class, null);
		assertEquals("units", ((ResultsTable) module.getOutput("table")).getStringValue("layer", 0));
		assertEquals("brightness",
			((ResultsTable) module.getOutput("facts")).getStringValue("value", 0));
	}

	@Test
	void wrongValuesAreRefused() {
		final ImagePlus image = SampleImages.of("8-bit");
		assertTrue(error(SaliencyMap.class, image, "view", "side")
			.contains("overlay, map, magnitude, positive, negative, channels, colour, masked"));
		assertTrue(error(SaliencyMap.class, image, "slices", "some").contains("all, current"));
		assertTrue(error(SaliencyMap.class, image, "target", "grey").contains("dark, bright"));
		assertTrue(error(DeepDream.class, image, "layers", "conv").contains("units"));
		assertTrue(error(DeepDream.class, image, "stepsize", "x").contains("a number or auto"));
		assertTrue(error(Classify.class, image, "top", 0).contains("at least 1"));
		assertTrue(error(Classify.class, new ImagePlus()).contains("An image is needed"));
		assertTrue(
			error(AdversarialPerturbation.class, image, "epsilon", 0.0).contains("epsilon over 0"));
		assertTrue(error(AdversarialPerturbation.class, image, "target", "dark").contains("already"));
	}

	@Test
	void whatIsCanceledGivesNothing() throws Exception {
		final SaliencyMap command = new SaliencyMap();
		command.cancel("enough");
		COMMANDS.context().inject(command);
		final CommandModule module =
			new CommandModule(new org.scijava.command.CommandInfo(SaliencyMap.class), command);
		module.setInput("input", SampleImages.of("stack"));
		module.setInput("model", "brightness");
		module.run();
		assertEquals("enough", command.getCancelReason());
		assertEquals(null, module.getOutput("output"));
	}
}
