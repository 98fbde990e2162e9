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

package org.gradiscope.attribution.objects;

import java.util.stream.IntStream;

import org.gradiscope.attribution.Baseline;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Inpainting;

/**
 * The background, continued under the objects so that each pixel is the mean of its neighbours: what stands around an object
 * shows through, and nothing else (the discrete Laplace equation).
 */
public record HarmonicFill(ObjectMap objects) implements Baseline {

	/** @throws IllegalArgumentException if the objects leave no background, or the image is of another size */
	@Override
	public Tensor of(final Pixels image) {
		if (!image.shape().equals(Shape.of(1, objects.height(), objects.width(), image.channels())))
			throw new IllegalArgumentException("The background is that of one picture of " +
				objects.width() + "x" + objects.height() + " pixels, but " + image.shape() + " was given.");
		if (IntStream.of(objects.labels()).noneMatch(label -> label == 0))
			throw new IllegalArgumentException(
				"The fill 'background' needs some background, but objects cover " +
					"all of the image; take the fill 'blur' or 'mean'.");
		final boolean[] unknown = new boolean[objects.labels().length];
		for (int p = 0; p < unknown.length; p++)
			unknown[p] = objects.labels()[p] > 0;
		return Inpainting.HARMONIC.of(image.values(), unknown);
	}

	@Override
	public String toString() {
		return "background, continued";
	}
}
