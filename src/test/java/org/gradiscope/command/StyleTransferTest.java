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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;

/** What becomes of images in another style, and textures, with the built-in network. */
class StyleTransferTest {

	private static final Context CONTEXT = new Context(
		List.of(DefaultGradiscopeService.class, CommandService.class, StatusService.class), true);

	static {
		CONTEXT.service(LogService.class).setLevel(LogLevel.NONE);
	}

	@TempDir
	private Path folder;
	private String style;

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	@BeforeEach
	void stripes() {
		style = saved("stripes", picture(x -> x / 3 % 2 == 0 ? 0xffcc20 : 0x2020a0));
	}

	private String saved(final String name, final ImageProcessor picture) {
		final String path = folder.resolve(name + ".tif").toString();
		IJ.saveAsTiff(new ImagePlus(name, picture), path);
		return path;
	}

	/** The colour of each column. */
	private static ColorProcessor picture(final IntUnaryOperator colour) {
		final ColorProcessor picture = new ColorProcessor(48, 40);
		for (int i = 0; i < 48 * 40; i++)
			picture.set(i, colour.applyAsInt(i % 48));
		return picture;
	}

	/** Smooth, in the range of its type. */
	private static ImagePlus input(final int bits, final double phase) {
		final FloatProcessor waves = new FloatProcessor(48, 40);
		for (int y = 0; y < 40; y++)
			for (int x = 0; x < 48; x++)
				waves.setf(x, y, (float) (0.5 + 0.4 * Math.sin(x / 7.0 + phase) * Math.cos(y / 6.0)));
		waves.multiply(bits == 16 ? 4000 : bits == 32 ? 3 : 255);
		final ImageProcessor typed = switch (bits) {
			case 8 -> waves.convertToByte(false);
			case 16 -> waves.convertToShort(false);
			case 24 -> waves.convertToByte(false).convertToRGB();
			default -> waves;
		};
		final ImagePlus image = new ImagePlus("waves", typed);
		if (bits == 16) image.setDisplayRange(0, 4000);
		if (bits == 32) image.setDisplayRange(0, 3);
		image.getCalibration().pixelWidth = 0.25;
		image.getCalibration().setUnit("um");
		return image;
	}

	private static CommandModule module(final Class<? extends Command> type, final ImagePlus input,
		final Object... values) {
		try {
			final Command command = type.getDeclaredConstructor().newInstance();
			CONTEXT.inject(command);
			final CommandModule module = new CommandModule(new CommandInfo(type), command);
			module.setInput("input", input);
			module.setInput("steps", 3);
			for (int i = 0; i < values.length; i += 2)
				module.setInput((String) values[i], values[i + 1]);
			return module;
		}
		catch (final ReflectiveOperationException e) {
			throw new AssertionError(e);
		}
	}

	private static ImagePlus run(final Class<? extends Command> type, final ImagePlus input,
		final Object... values) {
		final CommandModule module = module(type, input, values);
		module.run();
		return (ImagePlus) module.getOutput("output");
	}

	private ImagePlus restyled(final ImagePlus input, final Object... values) {
		final List<Object> all = new ArrayList<>(List.of("style", style));
		all.addAll(List.of(values));
		return run(StyleTransfer.class, input, all.toArray());
	}

	private static float[] values(final ImagePlus image, final int slice) {
		return (float[]) image.getStack().getProcessor(slice).convertToFloat().getPixels();
	}

	private static double difference(final float[] one, final float[] other) {
		double sum = 0;
		for (int i = 0; i < one.length; i++)
			sum += Math.abs(one[i] - other[i]);
		return sum / one.length;
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 24, 32 })
	void typeRangeAndCalibrationAreKept(final int bits) {
		final ImagePlus input = input(bits, 0);
		final float[] before = values(input, 1).clone();
		final ImagePlus output = restyled(input);
		assertEquals(input.getType(), output.getType());
		assertEquals("waves-style-transfer", output.getTitle());
		assertEquals(0.25, output.getCalibration().pixelWidth);
		assertEquals(input.getCalibration().getUnit(), output.getCalibration().getUnit());
		assertEquals(input.getDisplayRangeMax(), output.getDisplayRangeMax());
		assertTrue(output.getInfoProperty().contains("restyled: "), output.getInfoProperty());
		assertNotEquals(0, difference(before, values(output, 1)));
		assertArrayEquals(before, values(input, 1), "the input stays");
		for (final float value : values(output, 1))
			assertTrue(value >= 0 && value <= input.getDisplayRangeMax(), "" + value);
	}

	@Test
	void theRestOfASelectionIsUntouched() {
		final ImagePlus input = input(16, 0);
		final Roi oval = new OvalRoi(4, 2, 40, 36);
		input.setRoi(oval);
		final ImagePlus output = restyled(input);
		assertOnlyInside(input, output, oval);
	}

	private static void assertOnlyInside(final ImagePlus input, final ImagePlus output,
		final Roi... areas) {
		final int[] changed = new int[areas.length];
		for (int i = 0; i < 48 * 40; i++) {
			boolean inside = false;
			for (int k = 0; k < areas.length; k++)
				if (areas[k].contains(i % 48, i / 48)) {
					inside = true;
					if (input.getProcessor().get(i) != output.getProcessor().get(i)) changed[k]++;
				}
			if (!inside) assertEquals(input.getProcessor().get(i), output.getProcessor().get(i), "" + i);
		}
		for (final int count : changed)
			assertTrue(count > 100, count + " pixels changed");
	}

	@Test
	void eachAreaOfTheOverlayIsInItsOwnStyle() {
		final ImagePlus input = input(24, 0);
		final Roi left = new Roi(0, 0, 20, 40);
		final Roi right = new OvalRoi(24, 2, 24, 36);
		left.setName(style);
		right.setName(saved("green", picture(x -> x / 8 % 2 == 0 ? 0x10f010 : 0x104010)));
		input.setOverlay(new Overlay(left));
		input.getOverlay().add(right);
		final ImagePlus output =
			run(StyleTransfer.class, input, "style", "overlay", "alpha", 1000.0, "steps", 60);
		assertOnlyInside(input, output, left, right);
		assertTrue(blueAgainstGreen(output, left) > blueAgainstGreen(output, right) + 5,
			blueAgainstGreen(output, left) + " " + blueAgainstGreen(output, right));
	}

	private static double blueAgainstGreen(final ImagePlus image, final Roi area) {
		double sum = 0;
		int count = 0;
		for (int i = 0; i < 48 * 40; i++)
			if (area.contains(i % 48, i / 48)) {
				final int colour = image.getProcessor().get(i);
				sum += (colour & 255) - (colour >> 8 & 255);
				count++;
			}
		return sum / count;
	}

	@Test
	void aStackStaysCalm() {
		final ImageStack stack = new ImageStack(48, 40);
		for (int i = 0; i < 3; i++)
			stack.addSlice("t" + i, input(8, 0.05 * i).getProcessor());
		final ImagePlus input = new ImagePlus("film", stack);
		final ImagePlus calm = restyled(input, "steps", 8, "scales", "1");
		final ImagePlus each = restyled(input, "steps", 8, "scales", "1", "calm", 0.0, "seed", 1L);
		assertEquals("t2", calm.getStack().getShortSliceLabel(3));
		assertArrayEquals(values(each, 1), values(calm, 1), "the first has none before it");
		final double flickers = difference(values(each, 2), values(each, 3));
		assertTrue(difference(values(calm, 2), values(calm, 3)) < 1.2 * flickers, "" + flickers);
		assertNotEquals(0, difference(values(calm, 2), values(each, 2)));
	}

	@Test
	void keptColoursAreTheImages() {
		final ImagePlus input = new ImagePlus("red", picture(x -> 0xa04040 + 0x010101 * (x % 32)));
		final ImagePlus output = restyled(input, "colours", "kept", "alpha", 1000.0, "steps", 10);
		int changed = 0;
		for (int i = 0; i < 48 * 40; i++) {
			final int colour = output.getProcessor().get(i);
			final int red = colour >> 16 & 255;
			final int green = colour >> 8 & 255;
			// Where nothing is cut off at black or white, red is over green by as much as it was.
			if (red < 255 && green > 0) assertEquals(0x60, red - green, 1);
			if (colour != input.getProcessor().get(i)) changed++;
		}
		assertTrue(changed > 1000, changed + " changed");
	}

	@Test
	void theSameKeysMakeTheSamePicture() {
		final Object[] keys = { "start", "noise", "statistic", "sliced-wasserstein", "seed", 3L };
		assertArrayEquals(values(restyled(input(24, 0), keys), 1),
			values(restyled(input(24, 0), keys), 1));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		value = { "style| |A picture of the style is needed, but the key 'style' is empty; give",
			"style|missing.jpg|There is no image 'missing.jpg': give the title or ID of one",
			"style|overlay|The image has no overlay with areas, but style=overlay was given; add",
			"layers|conv99|There is no layer 'conv99'",
			"statistic|mean|The key 'statistic' is one of gram, moments, sliced-wasserstein, but 'mean'",
			"colours|none|The key 'colours' is one of style, kept, matched, but 'none'",
			"basis|wavelet|The key 'basis' is one of fourier, pixel, but 'wavelet'",
			"stylesize|5|The key 'stylesize' is 32 to 1024 pixels or auto, but 5 was given.",
			"scales|0|Style transfer needs 1 to 16 scales, but 0 was given." })
	void whatIsWrongIsSaid(final String key, final String value, final String message) {
		assertError(message, input(24, 0), "style", style, key, value == null ? "" : value);
	}

	@Test
	void numbersThatMakeNoSenseAreRefused() {
		assertError("Style transfer needs steps of at least 1, but 0 was given.", input(24, 0), "style",
			style, "steps", 0);
		assertError("Style transfer needs an alpha of at least 0, but -1.0 was given.", input(24, 0),
			"style", style, "alpha", -1.0);
		assertError("The key 'calm' is 0 to 1, but 2.0 was given.", input(24, 0), "style", style,
			"calm", 2.0);
		final ImagePlus holes = input(32, 0);
		holes.getProcessor().setf(3, Float.NaN);
		assertError("NaN", holes, "style", style);
		assertError("NaN", input(32, 0), "style", saved("holes", holes.getProcessor()));
	}

	private static void assertError(final String message, final ImagePlus input,
		final Object... values) {
		final CommandModule module = module(StyleTransfer.class, input, values);
		final String thrown = assertThrows(RuntimeException.class, module::run).getMessage();
		assertTrue(thrown.contains(message), thrown);
	}

	@Test
	void whatIsConvertedIsSaid() {
		final List<String> said = new ArrayList<>();
		try (OpenNetwork network = CONTEXT.getService(GradiscopeService.class).open("micropatterns")) {
			final int own = StyleReader.OWN;
			assertEquals(1, new StyleReader(network, 1, own, 48, said::add).read(style).references()
				.get(0).picture().channels());
			final String grey = saved("grey", picture(x -> 0x040404 * x).convertToByte(false));
			assertEquals(3, new StyleReader(network, 3, own, 48, said::add).read(grey).references().get(0)
				.picture().channels());
			assertEquals(36, new StyleReader(network, 3, 43, 48, said::add).read(style + ":2")
				.references().get(0).picture().height());
		}
		assertEquals(
			List.of("The picture is grey, so of the style '" + style + "' the luminance is taken.",
				"The style '" + folder.resolve("grey.tif") +
					"' is grey, so a picture in colour loses its " + "colours; colours=kept keeps them.",
				"The style '" + style + "' of 48x40 pixels is seen at 43x36."),
			said);
	}

	/** This one is less than the network takes as a whole. */
	@Test
	void tilesAreSaid() {
		final ImagePlus input = input(8, 0);
		input.setRoi(new Roi(0, 0, 20, 36));
		final String info = restyled(input, "statistic", "sliced-wasserstein").getInfoProperty();
		assertTrue(
			info.contains("tiles: 20x36 pixels go through in tiles, by pixels and adam, and each " +
				"tile is given the style's distribution by itself"),
			info);
		input.deleteRoi();
		assertFalse(restyled(input).getInfoProperty().contains("tiles: "));
	}

	@Test
	void severalStylesHaveWeights() {
		final ImagePlus input = input(24, 0);
		final String green = saved("green", picture(x -> 0x10f010));
		final Object[] keys = { "alpha", 1000.0, "steps", 15, "layers", "pixels" };
		final Roi all = new Roi(0, 0, 48, 40);
		final double stripes = blueAgainstGreen(restyled(input, keys), all);
		final List<Object> both = new ArrayList<>(List.of(keys));
		both.addAll(List.of("style", style + ":3, " + green));
		final double mixed = blueAgainstGreen(run(StyleTransfer.class, input, both.toArray()), all);
		both.set(both.size() - 1, style + "," + green + ":9");
		final double greener = blueAgainstGreen(run(StyleTransfer.class, input, both.toArray()), all);
		assertTrue(greener < mixed && mixed < stripes, greener + " " + mixed + " " + stripes);
	}

	@Test
	void aTextureIsOfTheSelection() {
		final ImagePlus input = input(16, 0);
		input.setRoi(new Roi(0, 0, 40, 36));
		final ImagePlus texture = run(Texture.class, input, "width", 56, "height", 36);
		assertEquals(16, texture.getBitDepth());
		assertArrayEquals(new int[] { 56, 36, 1, 1, 1 }, texture.getDimensions());
		assertEquals("waves-texture", texture.getTitle());
		assertEquals(0.25, texture.getCalibration().pixelWidth);
		final ImagePlus colours = run(Texture.class,
			new ImagePlus("stripes", picture(x -> x / 3 % 2 == 0 ? 0xffcc20 : 0x2020a0)), "periodic",
			true, "steps", 10);
		assertEquals(24, colours.getBitDepth());
		assertThrows(IllegalArgumentException.class, () -> run(Texture.class, input, "width", 8));
	}
}
