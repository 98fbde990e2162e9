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
import ij.process.ImageProcessor;
import ij.process.LUT;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.GaussianBlur;

/**
 * How a saliency map is shown. The values of all slices are scaled alike, so that slices can be
 * compared. A map of zeros shows nothing.
 */
public enum SaliencyView {

	/**
	 * The image itself, and over it in an {@link Overlay} the largest magnitudes as a heat map, blurred
	 * by a hundredth of the shorter side and counted from the smallest; Image &gt; Overlay &gt; Hide
	 * Overlay hides it.
	 */
	OVERLAY {

		@Override
		public ImagePlus render(final SaliencyDisplay frame, final List<Tensor> maps,
			final String title) {
			final ImagePlus result = ResultImage.copy(frame.input(), frame.slices(), title);
			result.deleteRoi();
			final List<Tensor> heat = heat(frame, maps);
			final float limit = Magnitudes.percentile(heat, 99.5);
			final Overlay overlay = HeatMap.withoutEarlier(result);
			for (int n = 0; n < heat.size(); n++) {
				final ImageRoi map = HeatMap.over(frame, heat.get(n), limit);
				ResultImage.place(map, result, frame.input(), n, heat.size());
				overlay.add(map);
			}
			if (frame.colourBar()) HeatMap.addBar(overlay, result, limit);
			result.setOverlay(overlay);
			return result;
		}
	},

	/**
	 * 32-bit, signed: how the score would change if the pixel became one grey level brighter, so for
	 * colour the sum over the channels. Blue, white, red around zero, shown up to the 99.5th percentile
	 * of the magnitudes. A map whose values are far from zero and all alike, as RISE's mean scores are,
	 * would have one colour so: it is shown from its smallest value to its largest, as magnitudes are.
	 */
	MAP {

		@Override
		public ImagePlus render(final SaliencyDisplay frame, final List<Tensor> maps,
			final String title) {
			final List<Tensor> sums = maps.stream().map(Magnitudes::sum).toList();
			final float[] extent = Magnitudes.extent(sums);
			if (isFarFromZero(extent))
				return shown(frame, sums, title, ColourTables.magnitude(), extent[0], extent[1]);
			final float limit = Magnitudes.percentile(sums, 99.5);
			return shown(frame, sums, title, ColourTables.diverging(), -limit, limit);
		}
	},

	/**
	 * 32-bit: the largest magnitude over the channels, shown to the 99th percentile, from 0 or, where all
	 * are far from it, from the smallest.
	 */
	MAGNITUDE {

		@Override
		public ImagePlus render(final SaliencyDisplay frame, final List<Tensor> maps,
			final String title) {
			return magnitudes(frame, maps.stream().map(Magnitudes::largest).toList(), title);
		}
	},

	/** 32-bit: evidence for the target, summed over the channels, shown as magnitudes are. */
	POSITIVE {

		@Override
		public ImagePlus render(final SaliencyDisplay frame, final List<Tensor> maps,
			final String title) {
			return magnitudes(frame,
				maps.stream().map(Magnitudes::sum).map(m -> Magnitudes.part(m, 1)).toList(), title);
		}
	},

	/** 32-bit: evidence against the target, summed over the channels, shown as magnitudes are. */
	NEGATIVE {

		@Override
		public ImagePlus render(final SaliencyDisplay frame, final List<Tensor> maps,
			final String title) {
			return magnitudes(frame,
				maps.stream().map(Magnitudes::sum).map(m -> Magnitudes.part(m, -1)).toList(), title);
		}
	},

	/**
	 * 32-bit, signed, as the map, but each channel for itself, and the sum over them behind: the channels of
	 * a hyperstack, with labels.
	 */
	CHANNELS {

		@Override
		public ImagePlus render(final SaliencyDisplay frame, final List<Tensor> maps,
			final String title) {
			final List<Tensor> planes = maps.stream()
				.flatMap(map -> Stream.concat(Planes.of(map).stream(), Stream.of(Magnitudes.sum(map))))
				.toList();
			final List<ImageProcessor> processors = each(planes.size(),
				n -> PixelType.GREY_32.processor(frame.region().amongZeros(planes.get(n))));
			processors.forEach(p -> p.setColorModel(ColourTables.diverging()));
			final boolean told = maps.get(0).shape().dimension(3) == frame.input().channels();
			final List<String> names = told ? frame.input().channelNames() : List.of("all channels");
			final ImagePlus image = ResultImage.planes(frame.input(), frame.slices(),
				Stream.concat(names.stream(), Stream.of("sum")).toList(), processors, title);
			final float limit = Magnitudes.percentile(planes, 99.5);
			image.setDisplayRange(-limit, limit);
			return image;
		}
	},

	/**
	 * As the lectures show it: the signed values, channel by channel, around middle grey, up to the
	 * 99.5th percentile of the magnitudes. RGB, or 8-bit for a grey image and for each of other channels.
	 */
	COLOUR {

		@Override
		public ImagePlus render(final SaliencyDisplay frame, final List<Tensor> maps,
			final String title) {
			final float factor = 127 / Magnitudes.percentile(maps, 99.5);
			return MidGreyImage.image(frame.input(), frame.slices(),
				maps.stream().map(frame.region()::amongZeros).toList(), factor, title);
		}
	},

	/** The image itself, as bright as the map is there: black where nothing matters. */
	MASKED {

		@Override
		public ImagePlus render(final SaliencyDisplay frame, final List<Tensor> maps,
			final String title) {
			final List<Tensor> heat = heat(frame, maps);
			final float limit = Magnitudes.percentile(heat, 99.5);
			final ImagePlus result =
				ResultImage.like(frame.input(), frame.slices(), IntStream.range(0, heat.size()).boxed()
					.flatMap(n -> HeatMap.masked(frame, n, heat.get(n), limit).stream()).toList(), title);
			if (HeatMap.isOn(result)) result.setOverlay(HeatMap.withoutEarlier(result));
			return result;
		}
	};

	/**
	 * @param maps one for each slice of the frame, of its region's bounds, {@code [1, h, w, c]}, signed
	 */
	public abstract ImagePlus render(SaliencyDisplay frame, List<Tensor> maps, String title);

	/** The largest magnitudes, blurred, over the smallest of them, which is what all pixels share. */
	private static List<Tensor> heat(final SaliencyDisplay frame, final List<Tensor> maps) {
		final double sigma = Math.max(1,
			Math.min(frame.input().image().getWidth(), frame.input().image().getHeight()) / 100.0);
		return Magnitudes.overSmallest(
			maps.stream().map(Magnitudes::largest).map(m -> GaussianBlur.of(m, sigma)).toList());
	}

	private static List<ImageProcessor> each(final int count,
		final IntFunction<ImageProcessor> make) {
		final List<ImageProcessor> processors = new ArrayList<>();
		for (int n = 0; n < count; n++)
			processors.add(make.apply(n));
		return processors;
	}

	private static ImagePlus magnitudes(final SaliencyDisplay frame, final List<Tensor> maps,
		final String title) {
		final float[] extent = Magnitudes.extent(maps);
		final float limit = Magnitudes.percentile(maps, 99);
		final boolean far = isFarFromZero(extent) && limit > extent[0];
		return shown(frame, maps, title, ColourTables.magnitude(), far ? extent[0] : 0, limit);
	}

	/** Whether values of one sign differ by less than the one nearest to zero is away from it. */
	private static boolean isFarFromZero(final float[] extent) {
		final float nearest = Math.max(extent[0], -extent[1]);
		return extent[1] > extent[0] && extent[1] - extent[0] < nearest;
	}

	private static ImagePlus shown(final SaliencyDisplay frame, final List<Tensor> maps,
		final String title, final LUT colours, final double min, final double max) {
		final List<ImageProcessor> processors =
			each(maps.size(), n -> PixelType.GREY_32.processor(frame.region().amongZeros(maps.get(n))));
		processors.forEach(p -> p.setColorModel(colours));
		final ImagePlus image = ResultImage.of(frame.input(), frame.slices(), processors, title);
		image.setDisplayRange(min, max);
		return image;
	}

	/** The word by which users choose it, for example {@code overlay}. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
