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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.gradiscope.attack.AttackOutcome;
import org.gradiscope.attack.JudgedAttack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.gradient.Fgsm;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.ImagePixels;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Model;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.ClosedFormNetwork;
import org.gradiscope.testing.SampleImages;
import org.gradiscope.testing.ScreenPictures;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/** The command that attacks, on the network that knows dark from bright, whose gradient is the same everywhere. */
class AdversarialPerturbationTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofBrightness();

	private static CommandModule run(final ImagePlus input, final Object... values) throws Exception {
		return COMMANDS.run(AdversarialPerturbation.class,
			Map.of("model", "brightness", "input", input), values);
	}

	private static ResultsTable table(final CommandModule module) {
		return (ResultsTable) module.getOutput("table");
	}

	/** Lends a network that gives the image itself as a picture, brightest 1. */
	public static class PictureService extends DefaultGradiscopeService {

		@Override
		protected Model find(final String name) {
			return TinyNetworks.of("map",
				Preprocessing.of(Channels.GREY, ValueRange.UNIT, InputSize.atLeast(1, 1)), List.of("value"),
				List.of(), (tf, image) -> tf.nn.conv2d(image,
					tf.constant(new float[][][][] { { { { 1 } } } }), List.of(1L, 1L, 1L, 1L), "SAME"));
		}

		/** It is in no file that another process could open. */
		@Override
		protected void requireTried(final String name, final Model model) {}
	}

	/**
	 * A bright square of 200 on 50, which the network shows as it is, is to vanish: its mean has to be under
	 * 125. Only the square counts, so all of 80 has to be taken there and nothing elsewhere.
	 */
	@ParameterizedTest
	@CsvSource({ "80, true", "70, false" })
	void whatANetworkShowsInTheSelectionIsErased(final String epsilon, final String success)
		throws Exception {
		final ImagePlus input = new ImagePlus("square", new ByteProcessor(12, 12));
		input.getProcessor().set(50);
		for (int i = 0; i < 16; i++)
			input.getProcessor().set(4 + i % 4, 4 + i / 4, 200);
		input.setRoi(4, 4, 4, 4);
		try (Context context =
			new Context(List.of(PictureService.class, CommandService.class, StatusService.class), true)) {
			final CommandModule module = context
				.service(CommandService.class).run(AdversarialPerturbation.class, true, Map.of("model",
					"map", "input", input, "target", "region-erase", "method", "bim", "epsilon", epsilon))
				.get();
			assertEquals(success, table(module).getStringValue("success", 0));
			final ImageProcessor after = ((ImagePlus) module.getOutput("output")).getProcessor();
			assertEquals(50, after.get(1, 1));
			assertEquals(200 - Integer.parseInt(epsilon), after.get(5, 5), 1);
			assertNull(module.getOutput("plot"));
			assertTrue(Double.isNaN(table(module).getValue("confidence", 0)));
		}
	}

	/** Of views that change nothing all fool, or none; without views there is no such column. */
	@Test
	void howOftenItStillFoolsIsAColumn() throws Exception {
		final ImagePlus input = SampleImages.of("8-bit");
		final Object[] none = { "method", "expectation", "steps", "3", "samples", 2, "scale", 0,
			"angle", "0", "blur", "0", "noise", 0 };
		final ResultsTable plain = table(run(input, none));
		assertEquals(plain.getStringValue("success", 0).equals("true") ? 1 : 0,
			plain.getValue("held", 0));
		assertEquals(0, plain.getValue("held-original", 0));
		final ResultsTable all =
			table(run(input, "method", "expectation", "steps", "3", "samples", 2, "perspective", 0.1,
				"brightness", 0.3, "contrast", 0.3, "colour", 0.2, "shot", 0.05, "jpeg", 40));
		final double held = all.getValue("held", 0);
		assertEquals(Math.rint(30 * held), 30 * held, 1e-9);
		assertTrue(all.getValue("held-low", 0) <= held && held <= all.getValue("held-high", 0));
		assertFalse(Arrays.asList(table(run(input, "method", "fgsm")).getHeadings()).contains("held"));
	}

	/** Every value counts alike, so that no gradient is needed to find the same epsilon. */
	@Test
	void theSmallestEpsilonIsFoundWithoutGradients() throws Exception {
		final ImagePlus input = SampleImages.of("8-bit");
		final ResultsTable square =
			table(run(input, "method", "square", "minimal", true, "queries", 400));
		final ResultsTable fgsm = table(run(input, "method", "fgsm", "minimal", true));
		assertEquals("true", square.getStringValue("success", 0));
		assertEquals(fgsm.getValue("epsilon", 0), square.getValue("epsilon", 0), 2);
		assertEquals(0, square.getValue("gradients", 0));
		assertTrue(square.getValue("forwards", 0) > 400);
	}

	/** One pixel of an image is no more than one pixel, and it is so in the file. */
	@Test
	void asManyPixelsChangeAsAreWanted() throws Exception {
		final ImagePlus input = SampleImages.of("8-bit");
		final ResultsTable one = table(run(input, "method", "evolution", "queries", 400));
		assertEquals(1, one.getValue("l0", 0));
		final ResultsTable three =
			table(run(input, "method", "evolution", "queries", 400, "pixels", 3));
		assertTrue(three.getValue("l0", 0) <= 3 && three.getValue("l2", 0) > one.getValue("l2", 0));
	}

	@Test
	void theChoicesAreAllMethods() {
		assertEquals(Arrays.stream(AttackMethod.values()).map(Object::toString).toList(),
			KeyValues.choices(new CommandInfo(AdversarialPerturbation.class).getInput("method")));
	}

	static Stream<Arguments> images() {
		return Stream.concat(
			images(SampleImages.KINDS, "fgsm", "fgm", "pgd", "noise", "jsma", "rotation-translation",
				"expectation", "universal"),
			images(SampleImages.SCREEN_KINDS.stream().filter(kind -> !kind.contains("mask")).toList(),
				"fgsm", "pgd", "fgm", "noise", "universal"));
	}

	private static Stream<Arguments> images(final List<String> kinds, final String... methods) {
		return kinds.stream().flatMap(kind -> Stream.of("crop", "selection", "all")
			.flatMap(within -> Stream.of(methods).map(method -> Arguments.of(kind, within, method))));
	}

	@ParameterizedTest
	@MethodSource("images")
	void typeAndSizeAndCalibrationStayAndSoDoesWhatMayNotChange(final String kind,
		final String within, final String method) throws Exception {
		final ImagePlus input = SampleImages.of(kind);
		final Roi roi = new OvalRoi(2, 1, 10, 9);
		input.setRoi(roi);
		final ImagePlus output =
			(ImagePlus) run(input, "method", method, "within", within).getOutput("output");
		final ScreenPictures screen = new ScreenPictures(kind);
		assertEquals(SampleImages.filtered(kind), output.getType());
		assertEquals(
			List.of(input.getWidth(), input.getHeight(), screen.count(), screen.dimensions()[0]),
			List.of(output.getWidth(), output.getHeight(), output.getStackSize(), output.getNChannels()));
		if (input.getType() == output.getType())
			assertTrue(input.getCalibration().equals(output.getCalibration()));
		for (int slice = 1; slice <= screen.count(); slice++)
			assertInside(screen, input, output, slice, within.equals("all") ? null : roi, method);
	}

	private static void assertInside(final ScreenPictures screen, final ImagePlus input,
		final ImagePlus output, final int slice, final Roi roi, final String method) {
		final Pixels before = ImagePixels.read(input, slice);
		final Pixels after = ImagePixels.read(output, slice);
		final double epsilon = method.equals("fgsm") || method.equals("pgd") ||
			method.equals("noise") || method.equals("universal") || method.equals("expectation")
				? Math.max(SampleImages.isWhole(input) ? 1 : 0, 8 / 255.0 * before.range().extent())
				: before.range().extent();
		boolean changed = false;
		for (int i = 0; i < before.values().size(); i++) {
			final float from = before.values().data()[i];
			final float to = after.values().data()[i];
			final int at = i / before.channels();
			if (roi != null && !roi.contains(at % input.getWidth(), at / input.getWidth()))
				assertEquals(from, to);
			assertTrue(Math.abs(to - from) <= epsilon * (1 + 1e-6) + Math.ulp(from), from + " to " + to);
			assertTrue(to >= before.range().min() && to <= before.range().max(), "" + to);
			changed |= from != to;
		}
		assertTrue(changed);
		final ImageProcessor stored = screen.asFiltered(slice);
		if (stored.getBitDepth() != 24) assertStored(stored, output.getStack().getProcessor(slice),
			ShownImage.of(output).range(slice), epsilon);
	}

	/** What the file holds is within epsilon too, and as it was wherever the display range cuts it. */
	private static void assertStored(final ImageProcessor before, final ImageProcessor after,
		final ValueRange range, final double epsilon) {
		for (int i = 0; i < before.getPixelCount(); i++) {
			final boolean cut = range.clamp(before.getf(i)) != before.getf(i);
			assertEquals(before.getf(i), after.getf(i),
				cut ? 0 : epsilon * (1 + 1e-6) + Math.ulp(before.getf(i)));
		}
	}

	/** The pixels' mean has to be over the middle of the range, so it is what is missing. */
	@ParameterizedTest
	@CsvSource({ "8-bit, fgsm", "8-bit, pgd", "32-bit, fgsm", "8-bit, fgm" })
	void theSmallestEpsilonIsWhatIsMissingToTheMiddle(final String kind, final String method)
		throws Exception {
		final ImagePlus input = SampleImages.of(kind);
		final double missing = (kind.equals("8-bit") ? 127.5 : 0.5) - input.getStatistics().mean;
		final CommandModule module = run(input, "method", method, "minimal", true);
		assertEquals("true", table(module).getStringValue("success", 0));
		final double found = table(module).getValue("epsilon", 0);
		if (kind.equals("8-bit"))
			assertEquals(Math.floor(missing) + 1, table(module).getValue("linf", 0));
		if (kind.equals("8-bit"))
			assertEquals(Math.floor(missing) + 1, found, method.equals("fgm") ? 0.55 : 0.01 * found);
		else assertEquals(missing, found, 0.0101 * missing);
		assertNotNull(module.getOutput("accuracy"));
		assertNull(module.getOutput("plot"));
	}

	@Test
	void aStackGoesThroughTogetherAndGivesWhatEachSliceGives() throws Exception {
		final ImagePlus stack = SampleImages.of("stack");
		final CommandModule all = run(stack, "epsilon", "12");
		assertEquals(3, table(all).size());
		for (int slice = 1; slice <= 3; slice++) {
			stack.setSlice(slice);
			final ImagePlus one =
				(ImagePlus) run(stack, "epsilon", "12", "slices", "current").getOutput("output");
			assertTrue(Arrays.equals((byte[]) one.getProcessor().getPixels(),
				(byte[]) ((ImagePlus) all.getOutput("output")).getStack().getPixels(slice)));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"epsilon | 0 | epsilon over 0 grey levels, but 0.0", //
		"epsilon | 300 | at most the extent of the value range, 255", //
		"epsilon | 0.5 | at least 1", //
		"epsilon | much | a number or auto", //
		"steps | 2.5 | a whole number or auto", //
		"steps | 0 | steps of at least 1", //
		"stepsize | 0 | step size over 0", //
		"restarts | 0 | restarts of at least 1", //
		"target | dark | already takes slice 1 for 'dark'", //
		"target | brigt | no class 'brigt'; the 2 classes are dark, bright", //
		"target | region-erase | no area is selected; select one", //
		"within | selection | an area has to be selected", //
		"within | around | one of auto, crop, selection, all", //
		"method | magic | one of fgsm, fgm" })
	void badInputIsSaidInOneLineWithWhatToDo(final String key, final String value,
		final String message) {
		final String said = error(key, value);
		assertTrue(said.contains(message), said);
		assertEquals(1, said.lines().count());
	}

	@Test
	void whatHasNoEpsilonTakesNone() {
		assertTrue(error("method", "deepfool", "epsilon", "3").contains("has no epsilon"));
		assertTrue(error("method", "deepfool", "minimal", true).contains("minimal=false"));
		assertTrue(error("method", "least-likely", "target", "bright").contains("its own target"));
	}

	private static String error(final Object... values) {
		return QuietCommands.error(() -> run(SampleImages.of("8-bit"), values));
	}

	private static ImagePlus sixteenBit(final int first, final int others, final int maximum) {
		final ImagePlus input = SampleImages.of("16-bit");
		for (int i = 0; i < input.getProcessor().getPixelCount(); i++)
			input.getProcessor().set(i, i % 4 == 0 ? first : others);
		input.setDisplayRange(0, maximum);
		return input;
	}

	/** A quarter at 30000, the others at 33680: nine of 65536 levels are no level of the screen. */
	@Test
	void whatTheDisplayRangeHidesIsSaid() throws Exception {
		final ResultsTable table =
			table(run(sixteenBit(30000, 33680, 65535), "method", "fgsm", "epsilon", "9"));
		assertEquals("true", table.getStringValue("success", 0));
		assertEquals(1, table.getValue("hidden", 0));
		assertTrue(table.getStringValue("warning", 0).startsWith("the display range hides 100 %"));
	}

	/**
	 * In levels of the screen a quarter is at 119.02 and the others at 130.3, a mean of 127.48; 0.05 more is
	 * over the middle, but in integer levels it is 119 and 130 again, under it.
	 */
	@Test
	void whatAnEightBitPictureLosesIsSaid() throws Exception {
		final ImagePlus input = SampleImages.of("32-bit");
		for (int i = 0; i < input.getProcessor().getPixelCount(); i++)
			input.getProcessor().setf(i, (i % 4 == 0 ? 119.02f : 130.3f) / 255);
		final ResultsTable table =
			table(run(input, "method", "fgsm", "epsilon", String.valueOf(0.05 / 255)));
		assertEquals("true", table.getStringValue("success", 0));
		assertEquals("false", table.getStringValue("success-png", 0));
		assertEquals("saved as an 8-bit PNG it does not fool; save a TIFF",
			table.getStringValue("warning", 0));
	}

	/** An image of the folder is much darker, so that one change for both is larger than for one. */
	@Test
	void aUniversalPerturbationIsMadeForAFolderToo(@TempDir final Path folder) throws Exception {
		final ImagePlus dark = SampleImages.of("8-bit");
		dark.getProcessor().subtract(20);
		IJ.saveAsTiff(dark, folder.resolve("dark.tif").toString());
		final ImagePlus input = SampleImages.of("8-bit");
		final double missing = 127.5 - input.getStatistics().mean;
		final double alone =
			table(run(input, "method", "universal", "epsilon", "60")).getValue("linf", 0);
		final ResultsTable both =
			table(run(input, "method", "universal", "epsilon", "60", "others", folder.toString()));
		assertEquals(1, both.size());
		assertEquals(missing, alone, 1.5);
		assertEquals(missing + 20, both.getValue("linf", 0), 2);
		final String small =
			error("method", "universal", "others", folder.resolve("nowhere").toString());
		assertTrue(small.contains("The key 'others' is a folder of images."), small);
	}

	/** The mean is to rise over the middle: nothing shorter does it, whatever the type keeps of it. */
	@ParameterizedTest
	@CsvSource({ "8-bit, hopskipjump", "8-bit, hopskipjump-linf", "8-bit, boundary",
		"16-bit, hopskipjump", "32-bit, hopskipjump-linf", "rgb, hopskipjump", "stack, boundary" })
	void whatKnowsDecisionsAloneFoolsAsItIsSaved(final String kind, final String method)
		throws Exception {
		final CommandModule module = run(SampleImages.of(kind), "method", method, "queries", 500);
		final ResultsTable table = table(module);
		for (int row = 0; row < table.size(); row++) {
			assertEquals("true", table.getStringValue("success", row));
			assertEquals("true", table.getStringValue("success-png", row));
			assertEquals(0, table.getValue("gradients", row));
			assertTrue(table.getValue("forwards", row) <= 500 + 17);
			final double longer = table.getValue("lengthened", row);
			assertTrue(longer >= 1 && longer < 3, "lengthened by " + longer);
			final String info = ((ImagePlus) module.getOutput("output")).getInfoProperty();
			assertEquals(longer != 1, info.contains("slice " + (row + 1) + " lengthened by"), info);
		}
		assertTrue(module.getOutput("plot") != null);
	}

	/** A single level lost of what deepfool finds is given back on request. */
	@Test
	void otherChangesAreLengthenedOnRequest() throws Exception {
		final ImagePlus input = SampleImages.of("8-bit");
		final ResultsTable plain =
			table(run(input, "method", "deepfool", "overshoot", 0.0, "steps", "3"));
		final ResultsTable longer =
			table(run(input, "method", "deepfool", "overshoot", 0.0, "steps", "3", "lengthen", true));
		assertEquals(1, plain.getValue("lengthened", 0));
		assertEquals("true", longer.getStringValue("success", 0));
		assertEquals("true".equals(plain.getStringValue("success", 0)),
			longer.getValue("lengthened", 0) == 1);
	}

	@Test
	void anImageToStartFromIsNamed(@TempDir final Path folder) throws Exception {
		final ImagePlus white = SampleImages.of("8-bit");
		white.getProcessor().set(250);
		IJ.saveAsTiff(white, folder.resolve("white.tif").toString());
		final ImagePlus black = SampleImages.of("8-bit");
		black.getProcessor().set(0);
		IJ.saveAsTiff(black, folder.resolve("black.tif").toString());
		final String start = folder.resolve("white.tif").toString();
		final CommandModule module = run(SampleImages.of("8-bit"), "method", "hopskipjump", "target",
			"bright", "start", start, "queries", 300);
		assertEquals("true", table(module).getStringValue("success", 0));
		assertEquals(1, table(module).getValue("queries-to-success", 0));
		assertTrue(
			((ImagePlus) module.getOutput("output")).getInfoProperty().contains("start=" + start));

		final ResultsTable wrong = table(run(SampleImages.of("8-bit"), "method", "hopskipjump", "start",
			folder.resolve("black.tif").toString()));
		assertEquals("false", wrong.getStringValue("success", 0));
		assertTrue(
			wrong.getStringValue("warning", 0).contains("black.tif' to start from does not fool"));
		assertEquals(0, wrong.getValue("l2", 0));
		final String missing = error("method", "boundary", "start", "nowhere.tif");
		assertTrue(missing.startsWith("There is no image 'nowhere.tif'"), missing);
	}

	@Test
	void aRegionIsForNetworksThatGivePictures() {
		final ImagePlus input = SampleImages.of("8-bit");
		input.setRoi(2, 2, 10, 9);
		assertEquals(
			"The target region-change is for networks that output an image, but brightness gives " +
				"classes; take none, least-likely, a label or an index.",
			QuietCommands.error(() -> run(input, "target", "region-change")));
	}

	/** Where all classes' scores are constants, nothing can be followed, and nothing succeeds. */
	@Test
	void anImageWithoutGradientIsNoSuccessAndThatIsSaid() {
		final ClosedFormNetwork flat = new ClosedFormNetwork(2, new ClosedFormNetwork.Formula() {

			@Override
			public double[] logits(final double[] pixels) {
				return new double[] { 1, 0 };
			}

			@Override
			public double[][] jacobian(final double[] pixels) {
				return new double[2][pixels.length];
			}
		});
		final ImagePlus input = new ImagePlus("flat", new ByteProcessor(8, 8));
		final AttackOutcome outcome = JudgedAttack
			.of(flat, ImagePixels.read(input), new Criterion.Misclassification(0), PixelFormat.UINT8)
			.run(new Fgsm(new Bound(Norm.LINF, 8)), Progress.NONE).get(0);
		assertTrue(outcome.flat());
		assertFalse(outcome.success());
		assertEquals(0, outcome.saved().change().l0());
		assertTrue(outcome.warning().contains("gradient is zero everywhere"));
	}
}
