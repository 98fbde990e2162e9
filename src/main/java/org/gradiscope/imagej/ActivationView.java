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
import ij.ImageStack;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Resize;
import org.gradiscope.visualization.ActivationStatistics;
import org.gradiscope.visualization.LayerActivations;

/**
 * How activations are shown. Values of 32 bits are the network's own; all of one image are shown
 * alike, up to the 99.5th percentile of the magnitudes: from black, or blue, white, red around zero
 * where some are negative.
 */
public enum ActivationView {

	/**
	 * 32-bit, a slice a channel, labelled with mean and maximum; the slices of a stack become frames. A
	 * pixel is a position, with its size in the image. Of volumes, channels are channels, and slices the
	 * planes.
	 */
	STACK {

		@Override
		ImagePlus image(final ActivationDisplay frame, final List<LayerActivations> all,
			final String title) {
			final LayerActivations first = all.get(0);
			final List<LayerActivations> planes = planes(all);
			final ImageStack stack = new ImageStack(first.width(), first.height());
			for (int n = 0; n < planes.size(); n++)
				for (int channel = 0; channel < first.channels(); channel++)
					stack.addSlice(
						label(frame.label(n / first.depth()), caption(planes.get(n), channel, ", ")),
						PixelType.GREY_32.processor(planes.get(n).channel(channel)));
			final ImagePlus image = new ImagePlus(title, stack);
			if (first.depth() > 1) image.setDimensions(first.channels(), first.depth(), all.size());
			else image.setDimensions(1, first.channels(), all.size());
			image.setOpenAsHyperStack(planes.size() > 1);
			image.setCalibration(frame.calibration(first, 1));
			colour(image, all.stream().map(LayerActivations::values).toList());
			image.setPosition(1, (first.depth() + 1) / 2, frame.shown() + 1);
			return image;
		}
	},

	/**
	 * 32-bit: the channels with the largest means side by side, enlarged by a whole factor to about 128
	 * pixels, or shrunk to 256 by means. Of a stack, all slices have the same channels. Of volumes, each plane
	 * of the layer is a slice.
	 */
	MONTAGE {

		@Override
		ImagePlus image(final ActivationDisplay frame, final List<LayerActivations> all,
			final String title) {
			final List<Integer> channels =
				LayerActivations.strongest(all).stream().limit(frame.count()).toList();
			final List<Tensor> shown = new ArrayList<>();
			final List<LayerActivations> planes = planes(all);
			planes.forEach(one -> channels.forEach(channel -> shown.add(tile(one.channel(channel)))));
			final boolean signed = isSigned(shown);
			final int width = shown.get(0).shape().dimension(2);
			final TileMontage sheet = new TileMontage(channels.size(), width,
				shown.get(0).shape().dimension(1), 3, signed ? Color.DARK_GRAY : Color.WHITE);
			for (int n = 0; n < planes.size(); n++) {
				final LayerActivations one = planes.get(n);
				final int from = n * channels.size();
				sheet.add(frame.label(n / all.get(0).depth()),
					IntStream.range(from, from + channels.size())
						.mapToObj(i -> (ImageProcessor) PixelType.GREY_32.processor(shown.get(i))).toList(),
					channels.stream().map(channel -> caption(one, channel, "\n")).toList());
			}
			final ImagePlus image = sheet.image(title);
			final Calibration calibration =
				frame.calibration(all.get(0), (double) width / all.get(0).width());
			// A montage has no place in the image, only sizes.
			calibration.xOrigin = calibration.yOrigin = 0;
			image.setCalibration(calibration);
			colour(image, shown);
			return image;
		}
	},

	/**
	 * The image itself, and over it in an {@link Overlay} where one channel is active: what is above
	 * zero.
	 */
	OVERLAY {

		@Override
		ImagePlus image(final ActivationDisplay frame, final List<LayerActivations> all,
			final String title) {
			final int channel =
				frame.channel() < 0 ? LayerActivations.strongest(all).get(0) : frame.channel();
			final List<Tensor> maps = new ArrayList<>();
			for (int n = 0; n < all.size(); n++)
				maps.add(Magnitudes.part(all.get(n).over(
					frame.input().read(frame.slices()[n], frame.region()), channel, frame.upsampling()), 1));
			final StackPlanes planes = new StackPlanes(frame.input(), frame.slices());
			final List<Tensor> heat = planes.cut(maps);
			final List<LayerActivations> seen = planes.repeated(all);
			final ImagePlus image = ResultImage.copy(planes.image(), planes.pictures(), title);
			image.deleteRoi();
			final Overlay overlay = HeatMap.withoutEarlier(image);
			final float limit = Magnitudes.percentile(heat, 99.5);
			for (int n = 0; n < heat.size(); n++) {
				final ImageRoi map = HeatMap.over(frame.overlay(), heat.get(n), limit);
				ResultImage.place(map, image, planes.image(), n, heat.size());
				map.setName(caption(seen.get(n), channel, ", "));
				overlay.add(map);
			}
			HeatMap.addBar(overlay, image, limit);
			image.setOverlay(overlay);
			return image;
		}
	};

	/** In pixels. */
	private static final int USUAL = 128;
	private static final int LARGEST = 256;

	/**
	 * @param all the activations of one layer, one for each slice of the frame
	 * @throws IllegalArgumentException if the layer has no positions, or the channel is none of its
	 */
	public ImagePlus render(final ActivationDisplay frame, final List<LayerActivations> all,
		final String title) {
		final LayerActivations first = all.get(0);
		if (frame.channel() >= first.channels()) throw new IllegalArgumentException(
			"The layer '" + first.layer().name() + "' has the channels 0 to " + (first.channels() - 1) +
				", but " + frame.channel() + " was given.");
		return image(frame, all, title);
	}

	abstract ImagePlus image(ActivationDisplay frame, List<LayerActivations> all, String title);

	private static List<LayerActivations> planes(final List<LayerActivations> all) {
		return all.stream().flatMap(one -> one.planes().stream()).toList();
	}

	private static Tensor tile(final Tensor map) {
		final int height = map.shape().dimension(1);
		final int width = map.shape().dimension(2);
		final int side = Math.max(height, width);
		if (side <= LARGEST) return TileMontage.enlarge(TileMontage.factor(side, USUAL), map);
		return Resize.to(map, Math.max(1, height * LARGEST / side),
			Math.max(1, width * LARGEST / side));
	}

	private static String caption(final LayerActivations layer, final int channel,
		final String between) {
		final ActivationStatistics figures = layer.figures(channel);
		return String.format(Locale.ROOT, "channel %d%smean %.3g%smax %.3g", channel, between,
			figures.mean(), between, figures.maximum());
	}

	private static String label(final String slice, final String caption) {
		return slice == null ? caption : slice + ", " + caption;
	}

	private static boolean isSigned(final List<Tensor> maps) {
		for (final Tensor map : maps)
			for (final float value : map.data())
				if (value < 0) return true;
		return false;
	}

	private static void colour(final ImagePlus image, final List<Tensor> maps) {
		ColourTables.apply(image, isSigned(maps), Magnitudes.percentile(maps, 99.5));
	}

	/** The word by which users choose it, for example {@code montage}. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
