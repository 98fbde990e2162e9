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

/**
 * What a saliency map is shown on and how.
 *
 * @param input the image that is explained
 * @param slices the pictures of it that maps belong to, from 1
 * @param region what the network saw of each slice; there is nothing to show outside
 * @param opacity of an overlay, 0 to 1
 * @param colourBar whether an overlay has a bar that says what its colours mean
 */
public record SaliencyDisplay(ShownImage input, int[] slices, Region region, double opacity,
	boolean colourBar) {

	/** @throws IllegalArgumentException if the opacity is out of its bounds */
	public SaliencyDisplay {
		if (!(opacity >= 0 && opacity <= 1)) throw new IllegalArgumentException(
			"The opacity is a number from 0 to 1, but " + opacity + " was given.");
	}

	/** Of a whole image of one slice. */
	public static SaliencyDisplay of(final ImagePlus image, final double opacity,
		final boolean colourBar) {
		return new SaliencyDisplay(ShownImage.of(image), new int[] { 1 }, Region.whole(image), opacity,
			colourBar);
	}
}
