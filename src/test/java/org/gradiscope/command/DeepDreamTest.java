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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.gradiscope.testing.BrightnessService;
import org.gradiscope.testing.SampleImages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;

/** What Deep Dream's keys do, beyond what all commands share. */
class DeepDreamTest {

	private static final Context CONTEXT =
		new Context(List.of(BrightnessService.class, StatusService.class), true);
	private static final Context REAL = new Context(
		List.of(DefaultGradiscopeService.class, CommandService.class, StatusService.class), true);

	static {
		CONTEXT.service(LogService.class).setLevel(LogLevel.NONE);
		REAL.service(LogService.class).setLevel(LogLevel.NONE);
	}

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
		REAL.dispose();
	}

	private static CommandModule module(final Context context, final ImagePlus input,
		final Object... values) {
		final DeepDream command = new DeepDream();
		context.inject(command);
		final CommandModule module = new CommandModule(new CommandInfo(DeepDream.class), command);
		module.setInput("input", input);
		if (context == CONTEXT) module.setInput("model", "brightness");
		for (int i = 0; i < values.length; i += 2)
			module.setInput((String) values[i], values[i + 1]);
		return module;
	}

	private static ImagePlus dream(final Context context, final ImagePlus input,
		final Object... values) {
		final CommandModule module = module(context, input, values);
		module.run();
		return (ImagePlus) module.getOutput("output");
	}

	private static String error(final Context context, final ImagePlus input,
		final Object... values) {
		final CommandModule module = module(context, input, values);
		return assertThrows(RuntimeException.class, module::run).getMessage();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void aFilmIsAStackOfTheInputsType(final String kind) {
		final ImagePlus input = SampleImages.of(kind);
		final ImagePlus film = dream(CONTEXT, input, "octaves", 1, "steps", 2, "frames", 4, "rotate",
			5.0, "slices", "current");
		assertEquals(SampleImages.filtered(kind), film.getType());
		assertArrayEquals(new int[] { 16, 12, 1, 1, 4 }, film.getDimensions());
		assertEquals("frame 3", film.getStack().getSliceLabel(3));
		assertEquals(0.25, film.getCalibration().pixelWidth);
		if (film.getType() == input.getType())
			assertEquals(input.getDisplayRangeMax(), film.getDisplayRangeMax());
		final ImagePlus still = dream(CONTEXT, input, "octaves", 1, "steps", 2, "slices", "current");
		film.setSlice(1);
		assertArrayEquals((float[]) still.getProcessor().convertToFloat().getPixels(),
			(float[]) film.getProcessor().convertToFloat().getPixels(),
			"the first frame is the dream itself");
		film.setSlice(4);
		assertTrue(film.getProcessor().getStats().mean > still.getProcessor().getStats().mean,
			"each frame dreams on");
	}

	static List<String> kinds() {
		return SampleImages.KINDS;
	}

	@Test
	void aFilmStaysWithinTheSelection() {
		final ImagePlus input = SampleImages.of("8-bit");
		final Roi oval = new OvalRoi(2, 1, 12, 10);
		input.setRoi(oval);
		final ImagePlus film = dream(CONTEXT, input, "octaves", 1, "frames", 3, "rotate", 30.0);
		for (int i = 0; i < 16 * 12; i++)
			if (!oval.contains(i % 16, i / 16)) assertEquals(input.getProcessor().get(i),
				film.getStack().getProcessor(3).get(i), "at " + i);
		assertTrue(film.getStack().getProcessor(3).get(8, 6) > input.getProcessor().get(8, 6));
	}

	@Test
	void aFilmBeginsWithOnePicture() {
		assertEquals("A film begins with one picture, but the stack has 3 slices; take slices=current.",
			error(CONTEXT, SampleImages.of("stack"), "frames", 2));
	}

	/** Canceled once so many gradients were taken. */
	private static CommandModule canceled(final ImagePlus input, final int gradients,
		final Object... values) throws InterruptedException {
		final CommandModule module = module(CONTEXT, input, values);
		final BrightnessService service = CONTEXT.getService(BrightnessService.class);
		final int before = service.evaluations();
		final Thread thread = new Thread(module::run);
		thread.setDaemon(true);
		final BooleanSupplier waits =
			() -> thread.isAlive() && service.evaluations() - before < gradients;
		thread.start();
		while (waits.getAsBoolean())
			Thread.onSpinWait();
		module.cancel("enough");
		thread.join();
		return module;
	}

	@Test
	void whoeverWantsItKeepsTheLastWholeOctave() throws Exception {
		final ImagePlus input = SampleImages.of("8-bit");
		// The small octave is done, the large one under way.
		final Object[] keys = { "octaves", 2, "steps", 20_000, "jitter", 0, "stepsize", "0.001" };
		final CommandModule kept = canceled(input, 21_000, with(keys, "keep", true));
		assertFalse(kept.isCanceled(), "it ends with a result");
		final ImagePlus output = (ImagePlus) kept.getOutput("output");
		assertTrue(output.getStatistics().mean > input.getStatistics().mean + 15,
			"20 levels of one " + "octave are there: " + output.getStatistics().mean);
		assertTrue(output.getInfoProperty().contains("stopped: slice 1, after octave 1 of 2 (11x9)\n"),
			output.getInfoProperty());
		final CommandModule lost = canceled(input, 21_000, keys);
		assertTrue(lost.isCanceled());
		assertNull(lost.getOutput("output"));
	}

	private static Object[] with(final Object[] keys, final Object... more) {
		final Object[] all = Arrays.copyOf(keys, keys.length + more.length);
		System.arraycopy(more, 0, all, keys.length, more.length);
		return all;
	}

	@Test
	void beforeTheFirstOctaveThereIsNothingToKeep() throws Exception {
		final CommandModule module =
			canceled(SampleImages.of("8-bit"), 5, "steps", 2_000_000, "keep", true);
		assertTrue(module.isCanceled());
		assertEquals("enough", ((DeepDream) module.getCommand()).getCancelReason());
		assertNull(module.getOutput("output"));
	}

	@Test
	void theSlicesAndFramesBeforeAreKept() throws Exception {
		final ImagePlus stack = (ImagePlus) canceled(SampleImages.of("stack"), 50_500, "octaves", 1,
			"steps", 25_000, "keep", true, "stepsize", "0.001").getOutput("output");
		assertEquals(2, stack.getStackSize());
		assertEquals("label 2", stack.getStack().getSliceLabel(2));
		final ImagePlus film = (ImagePlus) canceled(SampleImages.of("rgb"), 50_500, "octaves", 1,
			"steps", 25_000, "keep", true, "stepsize", "0.001", "frames", 50).getOutput("output");
		assertEquals(2, film.getStackSize());
		assertEquals(2, film.getNFrames());
	}

	@Test
	void octavesThatAreLeftOutAreSaid() {
		final String info = dream(CONTEXT, SampleImages.of("8-bit"), "steps", 1).getInfoProperty();
		assertTrue(info.contains("octaves dreamt: [11x9, 16x12]\n"), info);
		assertTrue(
			info.contains("octaves left out: 2, which would be smaller than the network takes\n"), info);
		assertFalse(dream(CONTEXT, SampleImages.of("8-bit"), "steps", 1, "octaves", 2).getInfoProperty()
			.contains("left out"));
	}

	/** Nothing is dreamt before the last slice has been looked at. */
	@ParameterizedTest
	@ValueSource(floats = { Float.NaN, Float.POSITIVE_INFINITY })
	void whatIsNoNumberIsRefusedWithItsPlace(final float value) {
		final ImagePlus input = SampleImages.of("32-bit");
		input.getStack().addSlice(input.getProcessor().duplicate());
		input.setStack(input.getStack());
		input.getStack().getProcessor(2).setf(5, 3, value);
		final int before = CONTEXT.getService(BrightnessService.class).evaluations();
		final String place =
			"Every pixel has to be a finite number, but the one at x=5, y=3 of slice " + "2 is " + value +
				"; replace such pixels first (Process > Math > Macro...).";
		assertEquals(place, error(CONTEXT, input, "octaves", 1));
		input.setRoi(new Roi(4, 2, 9, 9));
		assertEquals(place, error(CONTEXT, input, "octaves", 1), "the place in the whole image");
		assertEquals(before, CONTEXT.getService(BrightnessService.class).evaluations());
		input.setRoi(new Roi(6, 2, 9, 9));
		assertEquals(2, dream(CONTEXT, input, "octaves", 1).getStackSize(), "it is not in the way");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		value = { "steps | 0 | steps of at least 1, but 0 was given.",
			"frames | 0 | frames of at least 1, but 0 was given.",
			"laplacian | 17 | Laplacian levels of 0 to 16, but 17 was given." })
	void wholeNumbersOutOfBoundsAreRefused(final String key, final int value, final String message) {
		assertEquals("Deep Dream needs " + message,
			error(CONTEXT, SampleImages.of("8-bit"), key, value));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		value = { "zoom | 3 | a zoom of 0.5 to 2, but 3.0 was given.",
			"calm | 2 | a calm of 0 to 1, but 2.0 was given.",
			"alpha | NaN | an alpha of at least 0, but NaN was given." })
	void numbersOutOfBoundsAreRefused(final String key, final double value, final String message) {
		assertEquals("Deep Dream needs " + message,
			error(CONTEXT, SampleImages.of("8-bit"), key, value));
	}

	@Test
	void aGuideThatIsNoImageIsRefused(@TempDir final Path folder) throws Exception {
		final Path text = Files.writeString(folder.resolve("notes.txt"), "no picture\n");
		final Path broken = Files.writeString(folder.resolve("broken.png"), "no picture either");
		for (final Path file : List.of(text, broken))
			assertEquals("The file " + file +
				" is not an image that ImageJ reads: TIFF, PNG, JPEG, GIF, " + "BMP, DICOM, FITS or PGM.",
				error(REAL, nuclei(), "guide", file.toString(), "steps", 1));
		for (final String guide : List.of("nothing", folder.toString()))
			assertEquals(
				"There is no image '" + guide + "': give the title or ID of one that is open, or " +
					"the path of a file that ImageJ reads.",
				error(REAL, nuclei(), "guide", guide, "steps", 1));
	}

	private static ImagePlus nuclei() {
		final ImagePlus image = IJ.openImage("test-images/nuclei-8bit.tif");
		image.setRoi(40, 40, 80, 70);
		return image;
	}

	@Test
	void theGuideDecidesWhatIsDreamt(@TempDir final Path folder) {
		final Object[] quick = { "octaves", 2, "steps", 3 };
		final ImagePlus plain = dream(REAL, nuclei(), quick);
		final ImagePlus guided =
			dream(REAL, nuclei(), with(quick, "guide", "test-images/membranes-rgb.tif"));
		assertTrue(guided.getInfoProperty().contains("objective: mean(max_j(conv5 . constant "),
			guided.getInfoProperty());
		assertFalse(Arrays.equals((byte[]) plain.getProcessor().getPixels(),
			(byte[]) guided.getProcessor().getPixels()));
		assertEquals(
			"A guide is matched by all channels of a layer together, but 'conv5/3' is one " +
				"channel; give conv5.",
			error(REAL, nuclei(), "guide", "test-images/membranes-rgb.tif", "layers", "conv5/3"));
		final ImagePlus tiny = IJ.createImage("tiny", "8-bit", 5, 5, 1);
		final String path = folder.resolve("tiny.tif").toString();
		IJ.saveAsTiff(tiny, path);
		assertTrue(
			error(REAL, nuclei(), "guide", path).startsWith("The network cannot see the guide: "));
	}

	@Test
	void theWholeLossIsInTheRecipe() {
		final String info = dream(REAL, nuclei(), "layers", "conv4:0.5,conv5/3:-1", "alpha", 2.0,
			"smoothness", 20.0, "octaves", 1, "steps", 1, "laplacian", 3).getInfoProperty();
		assertTrue(info.contains("objective: (((0.5 mean(conv4^2) + -mean(conv5[3]^2)) + -2.0 " +
			"mean(image^2)) + -20.0 totalVariation(image))\n"), info);
	}

	@Test
	void channelsAndLayersThatAreNotThereAreSaid() {
		assertTrue(
			error(REAL, nuclei(), "layers", "conv5/99").startsWith("There is no channel 99 in "));
		assertTrue(
			error(REAL, nuclei(), "layers", "conf5/1").startsWith("There is no layer 'conf5' in"));
	}
}
