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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

import java.util.List;

import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.model.Channels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;

/** An image whose channels are a network's: two positions in depth, two or three channels. */
class ChannelPixelMappingTest {

	/** Values count up by ten from slice to slice. */
	private static CompositeImage image(final int channels, final String... labels) {
		final ImageStack stack = new ImageStack(2, 1);
		for (int i = 0; i < 2 * channels; i++)
			stack.addSlice(labels.length == 0 ? null : labels[i % channels],
				new ByteProcessor(2, 1, new byte[] { (byte) (10 * i), (byte) (10 * i + 1) }));
		final ImagePlus plain = new ImagePlus("cells", stack);
		plain.setDimensions(channels, 2, 1);
		final CompositeImage image = new CompositeImage(plain, CompositeImage.COMPOSITE);
		for (final LUT lut : image.getLuts()) {
			lut.min = 0;
			lut.max = 255;
		}
		return image;
	}

	private static ShownImage shown(final ImagePlus image, final String... names) {
		return ShownImage.channels(image,
			names.length == 0 ? Channels.of(2) : Channels.named(List.of(names)), "net", false);
	}

	@Test
	void channelsAreTakenInTheirOrder() {
		final ShownImage shown = shown(image(2));
		assertEquals(2, shown.count());
		assertEquals(Shape.of(1, 1, 2, 2), shown.read(1, Region.whole(shown.image())).shape());
		assertArrayEquals(new float[] { 20, 30, 21, 31 },
			shown.read(2, Region.whole(shown.image())).values().data());
		assertEquals(ValueRange.EIGHT_BIT, shown.range(1));
		assertEquals(PixelFormat.UINT8, shown.format());
		assertTrue(shown.description().startsWith("the 2 channels in their order"),
			shown.description());
	}

	@Test
	void orByTheLabelsOfTheSlices() {
		final ShownImage shown =
			shown(image(3, "c:1/3 - Phase", "c:2/3 - GFP", "c:3/3 - DAPI (nuclei)"), "dapi", "GFP");
		assertArrayEquals(new float[] { 20, 10, 21, 11 },
			shown.read(1, Region.whole(shown.image())).values().data());
		assertTrue(shown.description().contains("the channels 3, 2 (dapi, GFP, by the labels"),
			shown.description());
	}

	@Test
	void labelsThatSayNothingAreSaid() {
		assertTrue(shown(image(2, "a", "b"), "DAPI", "GFP").description()
			.contains("in their order as DAPI, GFP, which no label says"));
	}

	@Test
	void anotherNumberIsRefused() {
		final String message =
			assertThrows(IllegalArgumentException.class, () -> shown(image(3))).getMessage();
		assertTrue(message.startsWith("net takes images of 2 channels, but one of 3 was given; "),
			message);
		assertThrows(IllegalArgumentException.class,
			() -> shown(new ImagePlus("grey", new ByteProcessor(2, 1))));
	}

	@Test
	void whatIsChangedIsStoredInItsChannelAndTheOthersStay() {
		final ImagePlus image = image(3, "phase", "gfp", "dapi");
		final ShownImage shown = shown(image, "dapi", "gfp");
		final Region whole = Region.whole(image);
		final Tensor changed = shown.read(2, whole).values();
		changed.data()[2] = 99;
		final List<ImageProcessor> stored = shown.with(2, whole, changed);
		assertEquals(3, stored.size());
		assertEquals(99, stored.get(2).get(1));
		assertEquals(50, stored.get(2).get(0));
		assertEquals(40, stored.get(1).get(0));
		assertEquals(31, stored.get(0).get(1));
		assertArrayEquals(new float[] { 0, 0, 48, 0 }, shown.change(2, whole, stored).data());
		final ImagePlus result = ResultImage.like(shown, new int[] { 2 }, stored, "result");
		assertTrue(result.isComposite());
		assertEquals(3, result.getNChannels());
		assertEquals("dapi", result.getStack().getSliceLabel(3));
		assertEquals(99, result.getStack().getProcessor(3).get(1));
	}

	@Test
	void rangesThatDifferAreCountedInLevelsOfEach() {
		final ImageStack stack = new ImageStack(2, 1);
		stack.addSlice(new ShortProcessor(2, 1, new short[] { 100, 300 }, null));
		stack.addSlice(new ShortProcessor(2, 1, new short[] { 1000, 4000 }, null));
		final ImagePlus plain = new ImagePlus("deep", stack);
		plain.setDimensions(2, 1, 1);
		final CompositeImage image = new CompositeImage(plain, CompositeImage.GRAYSCALE);
		image.setC(1);
		image.setDisplayRange(100, 300);
		image.setC(2);
		image.setDisplayRange(0, 4000);
		final ShownImage shown = shown(image);
		final Region whole = Region.whole(image);
		assertEquals(ValueRange.EIGHT_BIT, shown.range(1));
		assertEquals(PixelFormat.FLOAT32, shown.format());
		final Tensor seen = shown.read(1, whole).values();
		assertArrayEquals(new float[] { 0, 63.75f, 255, 255 }, seen.data(), 1e-4f);
		seen.data()[0] = 127.5f;
		final List<ImageProcessor> stored = shown.with(1, whole, seen);
		assertEquals(200, stored.get(0).get(0));
		assertEquals(1000, stored.get(1).get(0));
	}

	@Test
	void aMapHasASliceForEachChannelAndOneForTheSum() {
		final ShownImage shown = shown(image(2));
		final SaliencyDisplay frame =
			new SaliencyDisplay(shown, new int[] { 1, 2 }, Region.whole(shown.image()), 0.5, false);
		final Tensor map = Tensor.of(Shape.of(1, 1, 2, 2), 1, 2, 3, -4);
		final ImagePlus maps =
			SaliencyView.CHANNELS.render(frame, List.of(map, map.plus(map, 1)), "maps");
		assertArrayEquals(new int[] { 2, 1, 3, 2, 1 }, maps.getDimensions());
		assertEquals("channel 1", maps.getStack().getSliceLabel(2));
		assertEquals("sum", maps.getStack().getSliceLabel(3));
		assertEquals(-4, maps.getStack().getProcessor(2).getf(1));
		assertEquals(-1, maps.getStack().getProcessor(3).getf(1));
		assertEquals(-2, maps.getStack().getProcessor(6).getf(1));
		final ImagePlus grey =
			MidGreyImage.image(shown, new int[] { 1, 2 }, List.of(map, map), 2, "grey");
		assertArrayEquals(new int[] { 2, 1, 2, 2, 1 }, grey.getDimensions());
		assertEquals(120, grey.getStack().getProcessor(2).get(1));
		assertFalse(maps.isComposite());
	}
}
