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

package org.gradiscope.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.gradiscope.model.Channels;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.SampleImages;
import org.gradiscope.testing.ScreenPictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a network sees is what ImageJ's screen shows, and what is stored is what was seen. */
class ShownImageTest {

	static Stream<String> kinds() {
		return Stream.concat(SampleImages.KINDS.stream(), SampleImages.SCREEN_KINDS.stream());
	}

	private static ShownImage shown(final String kind) {
		return ShownImage.of(SampleImages.of(kind));
	}

	/** As they are stored. */
	private static float[] values(final ImageProcessor processor) {
		final float[] values = new float[processor.getPixelCount()];
		for (int i = 0; i < values.length; i++)
			values[i] = processor.getBitDepth() == 24 ? processor.get(i) : processor.getf(i);
		return values;
	}

	private static Region whole(final ShownImage shown) {
		return Region.whole(shown.image());
	}

	/** A network of three channels that takes grey levels gets those of each channel, not 8-bit colours. */
	@Test
	void threeChannelsAreSeenByTheirOwnLevels() {
		final ImageStack stack = new ImageStack(4, 3);
		for (int slice = 0; slice < 6; slice++) {
			final short[] levels = new short[12];
			for (int i = 0; i < levels.length; i++)
				levels[i] = (short) (1000 * slice + 7 * i);
			stack.addSlice(new ShortProcessor(4, 3, levels, null));
		}
		final ImagePlus plain = new ImagePlus("stained", stack);
		plain.setDimensions(3, 2, 1);
		final CompositeImage image = new CompositeImage(plain, CompositeImage.COMPOSITE);
		image.setDisplayRange(0, 500);
		final ShownImage shown = ShownImage.levels(image, Channels.RGB, "network");
		assertEquals(2, shown.count());
		final Pixels second = shown.read(2, whole(shown));
		assertEquals(3, second.channels());
		for (int i = 0; i < second.values().size(); i++)
			assertEquals(1000 * (3 + i % 3) + 7 * (i / 3), second.values().data()[i]);
		assertEquals(ShownImage.of(image).read(1, whole(shown)).range(), ValueRange.EIGHT_BIT);
		final ShownImage grey = ShownImage.levels(image, Channels.GREY, "network");
		assertEquals(6, grey.count());
	}

	/** Value by value, to the one level by which ImageJ's own 256 levels differ from a straight line. */
	@ParameterizedTest
	@MethodSource("kinds")
	void everyPictureIsSeenAsTheScreenShowsIt(final String kind) {
		final ShownImage shown = shown(kind);
		final ScreenPictures screen = new ScreenPictures(kind);
		assertEquals(screen.count(), shown.count());
		for (int n = 1; n <= shown.count(); n++) {
			final Pixels seen = shown.read(n, whole(shown));
			final ImageProcessor colours = screen.colours(n);
			for (int i = 0; i < seen.values().size(); i++) {
				final int at = i / seen.channels();
				final int channel = seen.channels() == 1 ? 0 : i % 3;
				final double level =
					255.0 * (seen.values().data()[i] - seen.range().min()) / seen.range().extent();
				// Of few levels in a range, ImageJ shows the middle ones up to 2 levels brighter or darker.
				assertEquals(colours.get(at) >> 16 - 8 * channel & 0xff, level, 1.51, kind + " at " + at);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void whatDoesNotChangeIsStoredAsItWas(final String kind) {
		final ShownImage shown = shown(kind);
		final ScreenPictures screen = new ScreenPictures(kind);
		for (int n = 1; n <= shown.count(); n++) {
			final Region region = whole(shown);
			final ImageProcessor stored = shown.with(n, region, shown.read(n, region).values()).get(0);
			assertArrayEquals(values(screen.asFiltered(n)), values(stored));
		}
	}

	/** All white, and saved: what is read again is white. */
	@ParameterizedTest
	@MethodSource("kinds")
	void whatChangesIsSeenSoAgain(final String kind) {
		final ShownImage shown = shown(kind);
		final Tensor white = shown.read(1, whole(shown)).values();
		Arrays.fill(white.data(), shown.range(1).max());
		final ImagePlus result =
			ResultImage.like(shown, new int[] { 1 }, shown.with(1, whole(shown), white), "white");
		for (final ImagePlus file : List.of(result, SavedSlice.SavedCopy.tiff(result),
			SavedSlice.SavedCopy.png(result))) {
			final Pixels again = ImagePixels.read(file);
			for (final float value : again.values().data())
				assertEquals(again.range().max(), value);
		}
	}

	@Test
	void whatTheRangeCutsIsSeenAsItsEndAndStoredAsItIs() {
		final ImagePlus image = new ImagePlus("", new ByteProcessor(3, 1, new byte[] { 10, 60, 120 }));
		image.setDisplayRange(50, 100);
		final ShownImage shown = ShownImage.of(image);
		assertEquals(new ValueRange(50, 100), shown.range(1));
		final Tensor seen = shown.read().values();
		assertArrayEquals(new float[] { 50, 60, 100 }, seen.data());
		assertArrayEquals(new float[] { 0, 1, 0 }, shown.unclipped(1, whole(shown)).data());
		seen.data()[1] = 70;
		final ImageProcessor stored = shown.with(1, whole(shown), seen).get(0);
		assertEquals("10 70 120", stored.get(0) + " " + stored.get(1) + " " + stored.get(2));
		assertArrayEquals(new float[] { 0, 10, 0 },
			shown.change(1, whole(shown), List.of(stored)).data());
	}

	@Test
	void brighterOnTheScreenIsLessInAnInvertedTable() {
		final ImagePlus image = new ImagePlus("", new ByteProcessor(2, 1, new byte[] { 10, 60 }));
		image.getProcessor().invertLut();
		final ShownImage shown = ShownImage.of(image);
		final Tensor seen = shown.read().values();
		assertArrayEquals(new float[] { 245, 195 }, seen.data());
		seen.data()[0] = 250;
		assertEquals(5, shown.with(1, whole(shown), seen).get(0).get(0));
	}

	@Test
	void aConversionIsSaid() {
		assertTrue(shown("8-bit inverted").conversion().isEmpty());
		assertTrue(shown("16-bit range").conversion().isEmpty());
		assertTrue(shown("rgb").conversion().isEmpty());
		assertEquals(
			"The network sees the colours of its lookup table, as RGB, so what is made of the " +
				"image is of that type.",
			shown("8-bit palette").conversion().get());
		assertTrue(shown("8-bit greys").conversion().isPresent());
		assertEquals("16-bit grey levels, from black to white in the display range 1700..2200",
			shown("16-bit range").description());
		assertEquals("2 of 3 channels in their colours over each other, as RGB",
			shown("composite one off").description());
	}

	/** Each at the position that the image shows, which is not the first. */
	@ParameterizedTest
	@ValueSource(strings = { "stack", "time series", "composite", "grey channels", "colour channels",
		"composite hyperstack" })
	void resultsOpenWhereTheImageIs(final String kind) {
		final ImagePlus image = SampleImages.of(kind);
		image.setPosition(image.getStackSize());
		final ShownImage shown = ShownImage.of(image);
		final int[] all = SliceSelection.ALL.of(shown);
		assertEquals(shown.count(), shown.current());
		final ImagePlus copy = ResultImage.copy(shown, all, "copy");
		assertArrayEquals(image.getDimensions(), copy.getDimensions());
		assertEquals(image.getStackSize(), copy.getCurrentSlice());
		final ImagePlus map = ResultImage.of(shown, all,
			Arrays.stream(all).mapToObj(n -> (ImageProcessor) new ByteProcessor(16, 12)).toList(), "map");
		assertEquals(shown.count(), map.getCurrentSlice());
	}

	/** A map for each picture, and a bar that lies on all: three results of a hyperstack go on in time. */
	@Test
	void severalResultsOfAHyperstackKeepChannelsAndPositions() {
		final ImagePlus image = SampleImages.of("composite hyperstack");
		final ShownImage shown = ShownImage.of(image);
		final LabelledResults several = new LabelledResults();
		for (final String label : List.of("a", "b", "c")) {
			final ImagePlus part = ResultImage.copy(shown, SliceSelection.ALL.of(shown), label);
			final ij.gui.Overlay overlay = new ij.gui.Overlay();
			for (int n = 0; n < shown.count(); n++) {
				final Roi map = new Roi(0, 0, 4, 4);
				ResultImage.place(map, part, shown, n, shown.count());
				overlay.add(map);
			}
			overlay.add(new Roi(9, 9, 2, 2));
			part.setOverlay(overlay);
			several.add(label, part);
		}
		final ImagePlus all = several.stack("all");
		assertArrayEquals(new int[] { 16, 12, 2, 2, 9 }, all.getDimensions());
		assertEquals(CompositeImage.COMPOSITE, ((CompositeImage) all).getMode());
		assertEquals("b, label 1", all.getStack().getSliceLabel(all.getStackIndex(1, 1, 4)));
		// Six maps and, in each of three frames, the bar.
		assertEquals(3 * (6 + 3), all.getOverlay().size());
		final Roi last = all.getOverlay().get(3 * 9 - 4);
		assertEquals("0 2 9",
			last.getCPosition() + " " + last.getZPosition() + " " + last.getTPosition());
	}

	/** A bar lay on the first slice of each result only. */
	@Test
	void whatLiesOnAllSlicesOfAResultStaysOnAll() {
		final ShownImage shown = shown("stack");
		final LabelledResults several = new LabelledResults();
		for (final String label : List.of("a", "b")) {
			final ImagePlus part = ResultImage.copy(shown, SliceSelection.ALL.of(shown), label);
			part.setOverlay(new Roi(0, 0, 4, 4), null, 1, null);
			several.add(label, part);
		}
		final ImagePlus all = several.stack("all");
		assertEquals(List.of(1, 2, 3, 4, 5, 6),
			Arrays.stream(all.getOverlay().toArray()).map(Roi::getPosition).toList());
	}

	@Test
	void aThresholdIsNoPartOfTheImageNorOfWhatIsMadeOfIt() {
		final ImagePlus image = SampleImages.of("8-bit thresholded");
		final ShownImage shown = ShownImage.of(image);
		final ImagePlus result = ResultImage.copy(shown, new int[] { 1 }, "copy");
		assertFalse(result.getProcessor().isColorLut());
		assertEquals(0x7f7f7f, result.getProcessor().getCurrentColorModel().getRGB(127) & 0xffffff);
		assertTrue(image.getProcessor().isThreshold(), "the image keeps it");
	}

	@Test
	void thePictureOfAFileIsWhatTheScreenShows() {
		for (final String kind : kinds().toList()) {
			final int[] wanted = (int[]) new ScreenPictures(kind).colours(1).getPixels();
			final int[] found = (int[]) shown(kind).displayed().convertToRGB().getPixels();
			for (int i = 0; i < wanted.length; i++)
				assertEquals(wanted[i] & 0xffffff, found[i] & 0xffffff, kind + " at " + i);
		}
	}
}
