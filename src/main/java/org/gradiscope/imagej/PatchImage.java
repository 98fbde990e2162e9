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
import ij.gui.Roi;
import ij.process.ByteProcessor;

import java.util.List;

import org.gradiscope.attack.patch.Patch;
import org.gradiscope.tensor.Tensor;

/**
 * A patch as an image that can be stuck on others. ImageJ has no transparent pixels, so its shape is the
 * selection on it, which Edit &gt; Copy takes along and TIFF files keep; PNG files get transparent pixels.
 */
public final class PatchImage {

	/** The property of images that holds what PNG files make opaque, a {@link ByteProcessor}. */
	static final String ALPHA = "gradiscope alpha";

	private static final int RGB = 24;

	private PatchImage() {}

	/**
	 * A patch of the type that is seen of an image, in its display range and calibration.
	 *
	 * @param selection the shape, where it was selected
	 */
	public static ImagePlus of(final Patch patch, final ShownImage like, final Roi selection,
		final String title) {
		final ImagePlus image =
			like.isByChannel() ? channels(patch.pixels().values(), like.channelNames(), title)
				: new ImagePlus(title, like.type().processor(patch.pixels().values()));
		if (image.getBitDepth() != RGB) image.setDisplayRange(patch.range().min(), patch.range().max());
		image.setCalibration(like.image().getCalibration().copy());
		image.getCalibration().disableDensityCalibration();
		image.getCalibration().xOrigin = 0;
		image.getCalibration().yOrigin = 0;
		if (isCut(patch.alpha())) shape(image, patch.alpha(), selection);
		return image;
	}

	private static ImagePlus channels(final Tensor values, final List<String> names,
		final String title) {
		final ImageStack stack =
			new ImageStack(values.shape().dimension(2), values.shape().dimension(1));
		int channel = 0;
		for (final Tensor one : Planes.of(values))
			stack.addSlice(names.get(channel++), PixelType.GREY_32.processor(one));
		final ImagePlus image = new ImagePlus(title, stack);
		image.setDimensions(stack.size(), 1, 1);
		image.setOpenAsHyperStack(true);
		return image;
	}

	private static boolean isCut(final Tensor alpha) {
		for (final float value : alpha.data())
			if (value < 1) return true;
		return false;
	}

	private static void shape(final ImagePlus image, final Tensor alpha, final Roi selection) {
		final Roi shape = (Roi) selection.clone();
		shape.setLocation(Math.min(0, selection.getBounds().x), Math.min(0, selection.getBounds().y));
		shape.setPosition(0);
		image.setRoi(shape);
		final byte[] opaque = new byte[alpha.size()];
		for (int i = 0; i < opaque.length; i++)
			opaque[i] = (byte) Math.round(255 * alpha.data()[i]);
		image.setProperty(ALPHA, new ByteProcessor(image.getWidth(), image.getHeight(), opaque));
	}
}
