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

package org.gradiscope.attack.defence;

import java.util.SplittableRandom;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.TotalVariationDenoising;
import org.gradiscope.transform.Transformed;

/**
 * The image with its total variation minimized (Guo et al. 2017, "Countering Adversarial Images using Input
 * Transformations"; here of all of its pixels, none left out at random).
 * <p>
 * What minimizes is a proximal map, whose derivative is a symmetric matrix (Moreau 1965). So its adjoint
 * applied to a gradient is its derivative along that gradient, which is taken by a central difference.
 * </p>
 *
 * @param weight over 0, of an image in 0..1
 */
public record TotalVariationDefence(double weight) implements Defence {

	/** The largest change of the difference, as a fraction of the value range. */
	private static final double STEP = 1 / 255.0;

	/** @throws IllegalArgumentException unless the weight is over 0 */
	public TotalVariationDefence {
		new TotalVariationDenoising(weight);
	}

	@Override
	public Transformed pass(final Pixels image, final SplittableRandom random) {
		final TotalVariationDenoising denoising =
			new TotalVariationDenoising(weight * image.range().extent());
		return new Transformed(denoising.apply(image.values()),
			gradient -> along(denoising, image, gradient));
	}

	private static Tensor along(final TotalVariationDenoising denoising, final Pixels image,
		final Tensor gradient) {
		float largest = 0;
		for (final float value : gradient.data())
			largest = Math.max(largest, Math.abs(value));
		if (largest == 0) return gradient;
		final float step = (float) (STEP * image.range().extent() / largest);
		final Tensor back = denoising.apply(image.values().plus(gradient, step))
			.plus(denoising.apply(image.values().plus(gradient, -step)), -1);
		for (int i = 0; i < back.size(); i++)
			back.data()[i] /= 2 * step;
		return back;
	}

	@Override
	public String toString() {
		return "tv:" + DefenceMethod.text(weight);
	}
}
