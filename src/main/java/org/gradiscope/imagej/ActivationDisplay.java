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
import ij.measure.Calibration;

import org.gradiscope.attribution.Upsampling;
import org.gradiscope.visualization.LayerActivations;

/**
 * What activations are shown on and how.
 *
 * @param input the image that the network sees
 * @param slices the slices of it that activations belong to, from 1
 * @param region what the network saw of each slice
 * @param count how many channels a montage has at most
 * @param channel that is laid over the image, from 0; negative for the strongest
 * @param upsampling how it is stretched
 * @param opacity of the overlay, 0 to 1
 */
public record ActivationDisplay(ShownImage input, int[] slices, Region region, int count,
	int channel, Upsampling upsampling, double opacity) {

	/** @throws IllegalArgumentException if the count or the opacity is out of its bounds */
	public ActivationDisplay {
		if (count < 1) throw new IllegalArgumentException(
			"The key 'count' is the number of channels of a montage, at least 1, but " + count +
				" was given.");
		if (!(opacity >= 0 && opacity <= 1)) throw new IllegalArgumentException(
			"The opacity is a number from 0 to 1, but " + opacity + " was given.");
	}

	/** The label of a slice of the input; null if it has none. */
	String label(final int n) {
		return input.label(slices[n]);
	}

	/** Which of the pictures is on the screen, from 0; the first if none of them is. */
	int shown() {
		for (int n = 0; n < slices.length; n++)
			if (slices[n] == input.item(input.current())) return n;
		return 0;
	}

	SaliencyDisplay overlay() {
		return new SaliencyDisplay(input, slices, region, opacity, false);
	}

	/**
	 * The calibration of a layer's positions, so that what is measured on them is where and as large as
	 * it is in the image: a position is as large as the distance to the next.
	 *
	 * @param enlarged how many pixels a position is wide and high
	 */
	Calibration calibration(final LayerActivations layer, final double enlarged) {
		final Calibration calibration = input.image().getCalibration().copy();
		calibration.disableDensityCalibration();
		calibration.pixelWidth *= layer.spacingX() / enlarged;
		calibration.pixelHeight *= layer.spacingY() / enlarged;
		// Planes are as far apart as they divide the stack.
		final double spacing =
			layer.depth() == 1 ? 1 : (double) input.image().getNSlices() / layer.depth();
		calibration.pixelDepth *= spacing;
		calibration.zOrigin /= spacing;
		calibration.xOrigin =
			(calibration.xOrigin - region.left() - layer.left()) / layer.spacingX() * enlarged;
		calibration.yOrigin =
			(calibration.yOrigin - region.top() - layer.top()) / layer.spacingY() * enlarged;
		return calibration;
	}
}
