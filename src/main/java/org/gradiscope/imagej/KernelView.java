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
import ij.process.ImageProcessor;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.gradiscope.tensor.Tensor;
import org.gradiscope.visualization.KernelContent;
import org.gradiscope.visualization.LayerKernels;

/**
 * How kernels are shown. Those in colour are RGB, {@code 128 + 127 w / largest}, so that middle grey
 * is zero. Others are 32-bit, in their own values: blue, white, red around zero, or norms from black.
 * They are no picture of anything with a size, so there is no calibration.
 */
public enum KernelView {

	/** Side by side, with captions. */
	MONTAGE {

		@Override
		ImagePlus image(final List<ImageProcessor> tiles, final LayerKernels kernels,
			final String title) {
			final boolean dark = !kernels.content().isSigned();
			final TileMontage sheet = new TileMontage(tiles.size(), tiles.get(0).getWidth(),
				tiles.get(0).getHeight(), 2, dark ? Color.WHITE : Color.DARK_GRAY);
			sheet.add(null, tiles, captions(kernels, "\n"));
			return sheet.image(title);
		}
	},

	/** One a slice. */
	STACK {

		@Override
		ImagePlus image(final List<ImageProcessor> tiles, final LayerKernels kernels,
			final String title) {
			final ImageStack stack = new ImageStack(tiles.get(0).getWidth(), tiles.get(0).getHeight());
			final List<String> labels = captions(kernels, ", ");
			for (int i = 0; i < tiles.size(); i++)
				stack.addSlice(labels.get(i), tiles.get(i));
			return new ImagePlus(title, stack);
		}
	};

	/** About as large is a kernel that is enlarged unasked, in pixels. */
	private static final int USUAL = 64;
	/** An image is never larger. */
	private static final long MOST = 1L << 28;

	/**
	 * @param enlarge by how much each position is repeated along both sides; 0 for a size that is seen
	 *          well
	 * @param each whether each kernel is divided by its own largest magnitude, so that faint ones are
	 *          seen; else all are shown on one scale, up to the layer's largest
	 * @throws IllegalArgumentException if it is negative, or the image would become too large
	 */
	public ImagePlus render(final LayerKernels kernels, final int enlarge, final boolean each,
		final String title) {
		final int factor = factor(kernels, enlarge);
		final float largest = each ? 1 : kernels.largest();
		final List<ImageProcessor> tiles = new ArrayList<>();
		for (int i = 0; i < kernels.count(); i++)
			tiles.add(tile(
				TileMontage.enlarge(factor,
					each ? divided(kernels.picture(i), kernels.largest(i)) : kernels.picture(i)),
				kernels.content(), largest));
		final ImagePlus image = image(tiles, kernels, title);
		if (!(kernels.content() instanceof KernelContent.Colour))
			ColourTables.apply(image, kernels.content().isSigned(), largest);
		return image;
	}

	abstract ImagePlus image(List<ImageProcessor> tiles, LayerKernels kernels, String title);

	private static int factor(final LayerKernels kernels, final int enlarge) {
		final int side = Math.max(kernels.kernel().height(), kernels.kernel().width());
		if (enlarge < 0) throw new IllegalArgumentException(
			"The key 'enlarge' is a whole number from 1, or auto, but " + enlarge + " was given.");
		final long pixels = (long) kernels.kernel().height() * kernels.kernel().width() * enlarge *
			enlarge * kernels.count();
		if (enlarge > MOST || pixels > MOST) throw new IllegalArgumentException(
			"Kernels of " + kernels.kernel().width() + "x" + kernels.kernel().height() + " enlarged by " +
				enlarge + " make more than " + MOST + " pixels; take a smaller 'enlarge'.");
		return enlarge == 0 ? TileMontage.factor(side, USUAL) : enlarge;
	}

	private static Tensor divided(final Tensor values, final float by) {
		final Tensor divided = values.copy();
		for (int i = 0; i < divided.size(); i++)
			divided.data()[i] /= by;
		return divided;
	}

	private static ImageProcessor tile(final Tensor weights, final KernelContent content,
		final float largest) {
		return content instanceof KernelContent.Colour
			? PixelType.RGB.processor(MidGreyImage.shifted(weights, 127 / largest))
			: PixelType.GREY_32.processor(weights);
	}

	private static List<String> captions(final LayerKernels kernels, final String between) {
		final List<String> captions = new ArrayList<>();
		for (int i = 0; i < kernels.count(); i++)
			captions
				.add("channel " + i + between + String.format(Locale.ROOT, "norm %.3g", kernels.norm(i)));
		return captions;
	}

	/** The word by which users choose it, for example {@code montage}. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
