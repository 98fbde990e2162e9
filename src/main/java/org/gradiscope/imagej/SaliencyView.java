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

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.GaussianBlur;

/**
 * How a saliency map is shown. The values of all slices are scaled alike, so that slices can be
 * compared. A map of zeros shows nothing.
 */
public enum SaliencyView {

	/**
	 * 32-bit, signed: how the score would change if the pixel became one grey level brighter, so for
	 * colour the sum over the channels. Blue, white, red around zero, shown up to the 99.5th percentile
	 * of the magnitudes.
	 */
	MAP {

		@Override
		public ImagePlus render(final ImagePlus input, final int[] slices, final Region region,
			final List<Tensor> maps, final String title) {
			final List<Tensor> sums = maps.stream().map(Magnitudes::sum).toList();
			final float limit = Magnitudes.percentile(sums, 99.5);
			return shown(input, slices, region, sums, title, ColourTables.diverging(), -limit, limit);
		}
	},

	/**
	 * 32-bit: the largest magnitude over the channels, shown from 0 to the 99th percentile.
	 */
	MAGNITUDE {

		@Override
		public ImagePlus render(final ImagePlus input, final int[] slices, final Region region,
			final List<Tensor> maps, final String title) {
			final List<Tensor> largest = maps.stream().map(Magnitudes::largest).toList();
			return shown(input, slices, region, largest, title, ColourTables.magnitude(), 0,
				Magnitudes.percentile(
					largest, 99));
		}
	},

	/**
	 * As the lectures show it: the signed values, channel by channel, around middle grey, up to the
	 * 99.5th percentile of the magnitudes. RGB, or 8-bit for a grey image.
	 */
	COLOUR {

		@Override
		public ImagePlus render(final ImagePlus input, final int[] slices, final Region region,
			final List<Tensor> maps, final String title) {
			final float factor = 127 / Magnitudes.percentile(maps, 99.5);
			return AroundGrey.image(input, slices, maps.stream().map(region::amongZeros).toList(), factor,
				title);
		}
	},

	/**
	 * The image itself, and over it in an {@link Overlay} the largest magnitudes as a heat map, blurred
	 * by a hundredth of the shorter side; Image &gt; Overlay &gt; Hide Overlay hides it.
	 */
	OVERLAY {

		@Override
		public ImagePlus render(final ImagePlus input, final int[] slices, final Region region,
			final List<Tensor> maps, final String title) {
			final ImagePlus result = ResultImage.like(input, slices, processors(slices, n -> input
				.getStack().getProcessor(slices[n]).duplicate()), title);
			result.deleteRoi();
			final double sigma = Math.max(1, Math.min(input.getWidth(), input.getHeight()) / 100.0);
			final List<Tensor> largest =
				maps.stream().map(Magnitudes::largest).map(m -> GaussianBlur.of(m, sigma)).toList();
			final float limit = Magnitudes.percentile(largest, 99.5);
			final Overlay overlay = result.getOverlay() == null ? new Overlay() : result.getOverlay();
			for (int n = 0; n < slices.length; n++)
				overlay.add(heat(region.amongZeros(largest.get(n)), limit, slices.length == 1 ? 0 : n + 1));
			result.setOverlay(overlay);
			return result;
		}
	};

	/** Heat below this part of the limit leaves the image as it is. */
	private static final float VISIBLE = 0.15f;

	private static final double OPACITY = 0.6;

	/**
	 * @param slices the slices of {@code input} that the maps belong to, from 1
	 * @param region what the network saw of each slice; there is nothing to show outside
	 * @param maps one for each slice, of the region's bounds, {@code [1, h, w, c]}, signed
	 */
	public abstract ImagePlus render(ImagePlus input, int[] slices, Region region, List<Tensor> maps,
		String title);

	private static List<ImageProcessor> processors(final int[] slices,
		final Function<Integer, ImageProcessor> make) {
		final List<ImageProcessor> processors = new ArrayList<>();
		for (int n = 0; n < slices.length; n++)
			processors.add(make.apply(n));
		return processors;
	}

	private static ImagePlus shown(final ImagePlus input, final int[] slices, final Region region,
		final List<Tensor> maps, final String title, final LUT colours, final double min,
		final double max) {
		final List<ImageProcessor> processors =
			processors(slices, n -> PixelType.GREY_32.processor(region
				.amongZeros(maps.get(n))));
		processors.forEach(p -> p.setColorModel(colours));
		final ImagePlus image = ResultImage.of(input, slices, processors, title);
		image.setDisplayRange(min, max);
		return image;
	}

	/** @param position the slice of the result, from 1; 0 for any */
	private static ImageRoi heat(final Tensor magnitudes, final float limit, final int position) {
		final LUT colours = ColourTables.magnitude();
		final int[] pixels = new int[magnitudes.size()];
		for (int i = 0; i < pixels.length; i++) {
			final float heat = Math.min(1, magnitudes.data()[i] / limit);
			// Black is transparent; what is seen begins in the middle of the table, so nothing gets darker.
			if (heat >= VISIBLE) pixels[i] = colours.getRGB(Math.round(255 * (0.3f + 0.7f * heat)));
		}
		final ImageRoi roi = new ImageRoi(0, 0, new ColorProcessor(magnitudes.shape().dimension(2),
			magnitudes.shape().dimension(1), pixels));
		roi.setZeroTransparent(true);
		roi.setOpacity(OPACITY);
		roi.setName("saliency");
		roi.setPosition(position);
		return roi;
	}

	/** The word by which users choose it, for example {@code overlay}. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
