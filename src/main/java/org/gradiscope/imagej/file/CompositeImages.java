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

package org.gradiscope.imagej.file;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

/** Images of several channels, as ImageJ shows them. */
final class CompositeImages {

	private CompositeImages() {}

	/**
	 * @param stack its slices, of which the channels of one picture follow each other
	 * @param colours whether the three channels are red, green and blue
	 */
	static ImagePlus image(final String title, final ImageStack stack, final int channels,
		final boolean colours) {
		if (stack.getSize() == 1) return new ImagePlus(title, stack.getProcessor(1));
		final ImagePlus image = new ImagePlus(title, stack);
		if (channels == 1) return image;
		image.setDimensions(channels, stack.getSize() / channels, 1);
		final CompositeImage composite = new CompositeImage(image, CompositeImage.COMPOSITE);
		if (colours) balance(composite);
		return composite;
	}

	/** As ImageJ shows 48-bit colours: one display range for all three keeps their balance. */
	private static void balance(final CompositeImage composite) {
		double least = Double.POSITIVE_INFINITY;
		double most = Double.NEGATIVE_INFINITY;
		for (int channel = 1; channel <= 3; channel++) {
			final ImageProcessor slice = composite.getStack().getProcessor(channel);
			slice.resetMinAndMax();
			least = Math.min(least, slice.getMin());
			most = Math.max(most, slice.getMax());
		}
		for (int channel = 3; channel >= 1; channel--) {
			composite.setPosition(channel, 1, 1);
			composite.setDisplayRange(least, most);
		}
	}
}
