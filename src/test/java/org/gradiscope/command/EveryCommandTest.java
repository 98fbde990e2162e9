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

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.gradiscope.testing.BrightnessService;
import org.gradiscope.testing.SampleImages;
import org.gradiscope.testing.ScreenPictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.task.TaskService;

/**
 * Every command that takes an image, on every kind of image, whole or selected, all slices or one. Those that
 * train are left out: the network of this test is a formula without weights.
 */
class EveryCommandTest {

	/** The ways of running commands: name, class, keys. The first word is the command's name. */
	private static final Map<String, Class<? extends Command>> COMMANDS =
		Map.ofEntries(entry("classify", Classify.class), entry("check-saliency", CheckSaliency.class),
			entry("saliency-map", SaliencyMap.class), entry("deep-dream", DeepDream.class),
			entry("adversarial-perturbation", AdversarialPerturbation.class),
			entry("activations", Activations.class), entry("robustness-curve", RobustnessCurve.class),
			entry("transfer-matrix", TransferMatrix.class), entry("loss-surface", LossSurface.class),
			entry("explain-objects", ExplainObjects.class));

	/** Values that make a command quick; its views are all tried. */
	private static final Map<String, Map<String, Object>> WAYS = Map.ofEntries( //
		entry("classify", Map.of()), //
		entry("check-saliency",
			Map.of("method", "gradient", "randomization", false, "curvesteps", 2, "changes", 2)), //
		entry("saliency-map overlay", Map.of("method", "gradient")), //
		entry("saliency-map map", Map.of("method", "gradient", "view", "map")), //
		entry("saliency-map magnitude", Map.of("method", "gradient", "view", "magnitude")), //
		entry("saliency-map colour", Map.of("method", "gradient", "view", "colour")), //
		entry("activations overlay", Map.of("layers", "units", "view", "overlay")), //
		entry("deep-dream", Map.of("octaves", 1, "steps", 2)), //
		entry("adversarial-perturbation", Map.of("method", "fgsm")), //
		entry("explain-objects overlay",
			Map.of("objects", "grid", "pieces", 1, "method", "leave-one-out")), //
		entry("robustness-curve", Map.of("labels", "prediction", "methods", "fgsm")), //
		entry("loss-surface", Map.of("points", "3", "directions", 2)), //
		entry("transfer-matrix", Map.of("models", "brightness;brightness 2", "method", "fgsm")));

	/** What those draw that make no image of the input's kind. */
	private static final Map<String, String> CHARTS = Map.of("classify", "bars", "check-saliency",
		"curves", "robustness-curve", "curves", "transfer-matrix", "matrix", "loss-surface", "loss");

	/** Those that tell of all slices together. */
	private static final List<String> TOGETHER = List.of("robustness-curve", "transfer-matrix");

	private static final List<String> SELECTIONS =
		List.of("none", "rectangle", "polygon", "oval", "freehand", "line");

	private static final Context CONTEXT = new Context(
		List.of(BrightnessService.class, CommandService.class, StatusService.class, TaskService.class),
		true);

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	static Stream<Arguments> cases() {
		return WAYS.keySet().stream().sorted()
			.flatMap(way -> Stream.concat(cases(way, SampleImages.KINDS, SELECTIONS),
				cases(way, SampleImages.SCREEN_KINDS, List.of("none", "polygon"))));
	}

	private static Stream<Arguments> cases(final String way, final List<String> kinds,
		final List<String> selections) {
		return kinds.stream().flatMap(kind -> selections.stream().flatMap(selection -> Stream
			.of("all", "current").map(slices -> Arguments.of(way, kind, selection, slices))));
	}

	private static Roi selection(final String kind) {
		return switch (kind) {
			case "rectangle" -> new Roi(2, 1, 9, 10);
			case "polygon" ->
				new PolygonRoi(new int[] { 1, 13, 9, 2 }, new int[] { 1, 2, 11, 10 }, 4, Roi.POLYGON);
			case "oval" -> new OvalRoi(3, 1, 11, 10);
			case "freehand" -> new PolygonRoi(new int[] { 2, 6, 12, 14, 8, 3 },
				new int[] { 2, 1, 3, 9, 11, 8 }, 6, Roi.FREEROI);
			case "line" -> new ij.gui.Line(1, 1, 9, 9);
			default -> null;
		};
	}

	private static CommandModule run(final String way, final ImagePlus input, final String slices)
		throws Exception {
		final Map<String, Object> values = new HashMap<>(WAYS.get(way));
		values.putAll(Map.of("input", input, "slices", slices, "title", "mine"));
		if (!way.equals("transfer-matrix")) values.put("model", "brightness");
		return CONTEXT.service(CommandService.class).run(COMMANDS.get(way.split(" ")[0]), true, values)
			.get();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void keepsWhatAnalystsCareFor(final String way, final String kind, final String selection,
		final String slices) throws Exception {
		final ImagePlus input = SampleImages.of(kind);
		input.setPosition(Math.min(2, input.getStackSize()));
		input.setRoi(selection(selection));
		final ImagePlus before = SampleImages.of(kind);
		before.setPosition(input.getCurrentSlice());
		final ScreenPictures screen = new ScreenPictures(kind);
		final CommandModule module = run(way, input, slices);
		assertUntouched(before, input, selection);
		final int first = slices.equals("all") ? 1 : screen.of(input.getCurrentSlice());
		final int count = slices.equals("all") ? screen.count() : 1;
		assertTable((ResultsTable) module.getOutput("table"), way, first, count);
		final ImagePlus output = (ImagePlus) module.getOutput("output");
		assertEquals(CHARTS.containsKey(way), output == null);
		final ImagePlus shown = output == null ? (ImagePlus) module.getOutput(CHARTS.get(way)) : output;
		assertRecipe(shown, "mine", way);
		if (!TOGETHER.contains(way))
			assertSeen(screen, shown.getInfoProperty(), selection, first, count);
		if (output == null) return;
		if (way.endsWith("overlay")) assertCopy(input, output, screen, way, first, count);
		else assertFiltered(input, output, screen, way, first, count);
		assertKept(input, output);
		if (!way.endsWith("overlay")) assertOutside(screen, output, way, selection, first);
	}

	/** What the network said of each picture is what it says of what ImageJ's screen shows. */
	private static void assertSeen(final ScreenPictures screen, final String info,
		final String selection, final int first, final int count) {
		final Roi roi = selection(selection);
		final java.awt.Rectangle bounds = roi != null && roi.isArea() ? roi.getBounds()
			: new java.awt.Rectangle(SampleImages.WIDTH, SampleImages.HEIGHT);
		for (int picture = first; picture < first + count; picture++) {
			final Matcher said =
				Pattern.compile("prediction of slice " + picture + ": .*bright (\\d\\.\\d+)").matcher(info);
			assertTrue(said.find(), info);
			final double mean = screen.mean(picture, bounds);
			assertEquals(1 / (1 + Math.exp(10 - 20 * mean)), Double.parseDouble(said.group(1)), 0.02,
				"picture " + picture + " of a mean of " + mean);
		}
	}

	/** The image that was open is as it was. */
	private static void assertUntouched(final ImagePlus before, final ImagePlus input,
		final String selection) {
		for (int slice = 1; slice <= before.getStackSize(); slice++)
			assertArrayEquals(pixels(before.getStack().getProcessor(slice)),
				pixels(input.getStack().getProcessor(slice)));
		assertEquals(before.getTitle(), input.getTitle());
		assertEquals(before.getProperty("Info"), input.getProperty("Info"));
		assertEquals(before.getDisplayRangeMax(), input.getDisplayRangeMax());
		assertEquals(selection.equals("none"), input.getRoi() == null);
		assertNull(input.getOverlay());
	}

	private static float[] pixels(final ImageProcessor processor) {
		final float[] values = new float[processor.getPixelCount()];
		for (int i = 0; i < values.length; i++)
			values[i] = processor.getPixels() instanceof float[] ? processor.getf(i) : processor.get(i);
		return values;
	}

	private static void assertTable(final ResultsTable table, final String way, final int first,
		final int count) {
		if (TOGETHER.contains(way)) {
			assertEquals(count, table.getValue("images", table.size() - 1));
			return;
		}
		if (way.startsWith("saliency") || way.startsWith("deep")) return;
		assertEquals(first, table.getValue("slice", 0));
		assertEquals(first + count - 1, table.getValue("slice", table.size() - 1));
	}

	private static void assertRecipe(final ImagePlus output, final String title, final String way) {
		assertEquals(title, output.getTitle());
		final String info = output.getInfoProperty();
		final boolean together = TOGETHER.contains(way);
		assertEquals(!together, info.startsWith("prediction of slice "), info);
		for (final String line : List.of("command: " + way.split(" ")[0],
			together ? "slices: " : "model: brightness", "region: ",
			together ? "images: " : "network: brightness", "seen: ", "what the microscope wrote"))
			assertTrue(info.contains(line), info);
	}

	private static void assertKept(final ImagePlus input, final ImagePlus output) {
		assertNotSame(input, output);
		assertEquals(input.getWidth(), output.getWidth());
		assertEquals(input.getHeight(), output.getHeight());
		assertEquals(input.getCalibration().pixelWidth, output.getCalibration().pixelWidth);
		assertEquals(input.getCalibration().pixelDepth, output.getCalibration().pixelDepth);
		assertEquals(input.getCalibration().zOrigin, output.getCalibration().zOrigin);
		assertEquals(input.getCalibration().frameInterval, output.getCalibration().frameInterval);
		assertEquals("nm", output.getCalibration().getUnit());
	}

	/** Pictures in the order of the input, of the type that the network sees, at the position shown. */
	private static void assertFiltered(final ImagePlus input, final ImagePlus output,
		final ScreenPictures screen, final String way, final int first, final int count) {
		if (!way.startsWith("saliency"))
			assertEquals(SampleImages.filtered(screen.kind()), output.getType());
		assertEquals(count, output.getStackSize());
		for (int n = 0; n < count; n++)
			assertEquals(screen.label(first + n), output.getStack().getSliceLabel(n + 1));
		if (count == 1) return;
		assertArrayEquals(screen.dimensions(), Arrays.copyOfRange(output.getDimensions(), 2, 5));
		assertEquals(screen.of(input.getCurrentSlice()), output.getCurrentSlice());
	}

	/** The slices of the input as they are, and over each what belongs to its picture alone. */
	private static void assertCopy(final ImagePlus input, final ImagePlus output,
		final ScreenPictures screen, final String way, final int first, final int count) {
		final int each = screen.channels();
		// The maps or objects, a colour bar of three parts, and, but for activations, what each explains.
		final boolean explained = !way.startsWith("activations");
		assertEquals(input.getType(), output.getType());
		assertEquals(count * each, output.getStackSize());
		assertEquals(count + 3 + (explained ? count : 0), output.getOverlay().size());
		if (count == screen.count()) assertArrayEquals(input.getDimensions(), output.getDimensions());
		if (output.getStackSize() > 1)
			assertEquals(input.getCurrentSlice() - (first - 1) * each, output.getCurrentSlice());
		for (int slice = 1; slice <= output.getStackSize(); slice++) {
			final int from = (first - 1) * each + slice;
			assertArrayEquals(pixels(input.getStack().getProcessor(from)),
				pixels(output.getStack().getProcessor(slice)));
			assertEquals("label " + from, output.getStack().getSliceLabel(slice));
			for (int n = 0; n < count; n++) {
				assertEquals((slice - 1) / each == n, isShown(output, output.getOverlay().get(n), slice),
					"map " + n + " at slice " + slice);
				if (explained) assertEquals((slice - 1) / each == n,
					isShown(output, output.getOverlay().get(count + 3 + n), slice),
					"caption " + n + " at slice " + slice);
			}
		}
	}

	/** The rule of ImageJ's canvas: a number of a slice, or channel, slice and frame, 0 for any. */
	private static boolean isShown(final ImagePlus image, final Roi roi, final int slice) {
		if (!roi.hasHyperStackPosition()) {
			assertTrue(roi.getPosition() == 0 || image.getNChannels() == 1,
				"in a hyperstack a number " + "alone is shown with no slice or with all");
			return roi.getPosition() == 0 || roi.getPosition() == slice;
		}
		final int[] at = image.convertIndexToPosition(slice);
		return (roi.getCPosition() == 0 || roi.getCPosition() == at[0]) &&
			(roi.getZPosition() == 0 || roi.getZPosition() == at[1]) &&
			(roi.getTPosition() == 0 || roi.getTPosition() == at[2]);
	}

	/** Where nothing was selected to be changed, nothing is: the pixels, or the map's nothing. */
	private static void assertOutside(final ScreenPictures screen, final ImagePlus output,
		final String way, final String selection, final int first) {
		final boolean filter = !way.startsWith("saliency");
		final Roi roi = selection(selection);
		final boolean area = roi != null && roi.isArea();
		final int nothing =
			way.endsWith("colour") ? output.getType() == ImagePlus.COLOR_RGB ? 0xff808080 : 128 : 0;
		int changed = 0;
		for (int slice = 1; slice <= output.getStackSize(); slice++) {
			final float[] was = pixels(screen.asFiltered(first + slice - 1));
			final float[] is = pixels(output.getStack().getProcessor(slice));
			for (int i = 0; i < is.length; i++) {
				final float expected = filter ? was[i] : nothing;
				if (is[i] != expected) changed++;
				if (area && !roi.contains(i % SampleImages.WIDTH, i / SampleImages.WIDTH))
					assertEquals(expected, is[i], "outside of the selection at " + i);
			}
		}
		// Black has no slope of what dreams climb, the mean of squares, and white cannot get whiter.
		final boolean dreams = !way.equals("deep-dream") || !screen.kind().contains("mask");
		assertEquals(dreams, changed > 0, "something must come out");
	}

	@Test
	void theOtherCommandsTakeNoImage() throws Exception {
		final CommandService commands = CONTEXT.service(CommandService.class);
		final ImagePlus feature = (ImagePlus) commands
			.run(FeatureVisualization.class, true,
				Map.of("model", "brightness", "layer", "units", "size", 16, "steps", 2, "title", "mine"))
			.get().getOutput("output");
		assertEquals("mine", feature.getTitle());
		assertEquals(16, feature.getWidth());
		assertTrue(feature.getInfoProperty().contains("command: feature-visualization\n"));
		final ImagePlus fooling = (ImagePlus) commands
			.run(FoolingImage.class, true,
				Map.of("model", "brightness", "target", "bright", "size", "16", "title", "mine"))
			.get().getOutput("output");
		assertEquals(ImagePlus.GRAY8, fooling.getType());
		assertEquals(16, fooling.getWidth());
		assertTrue(fooling.getInfoProperty().startsWith("prediction of slice 1: "));
		assertNotNull(
			commands.run(ModelInfo.class, true, Map.of("model", "brightness")).get().getOutput("table"));
		assertNotNull(commands.run(DownloadModel.class, true, Map.of()).get().getOutput("table"));
	}
}
