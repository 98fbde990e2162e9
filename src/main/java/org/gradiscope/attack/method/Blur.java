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

package org.gradiscope.attack.method;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.GaussianBlur;

/**
 * The control of blur: from the image towards its Gaussian blur, {@code x + t (blur(x) - x)}, as far as
 * epsilon lets it, at most all the way.
 *
 * @param sigma of the blur, in pixels, at least 0.1
 */
public record Blur(Bound bound, double sigma) implements ControlPerturbation {

	/** @throws IllegalArgumentException if sigma is outside its bounds */
	public Blur {
		OptionChecks.require(sigma >= 0.1 && Double.isFinite(sigma), "a sigma of at least 0.1 pixels",
			sigma);
		OptionChecks.require(sigma <= GaussianBlur.MOST,
			"a sigma of at most " + GaussianBlur.MOST + " pixels", sigma);
	}

	/** Of 2 pixels. */
	public static Blur of(final Bound bound) {
		return new Blur(bound, 2);
	}

	@Override
	public Blur withEpsilon(final double epsilon) {
		return new Blur(new Bound(bound.norm(), epsilon), sigma);
	}

	public Blur withSigma(final double newSigma) {
		return new Blur(bound, newSigma);
	}

	@Override
	public Tensor direction(final Pixels images) {
		final Tensor direction = GaussianBlur.of(images.values(), sigma);
		for (int i = 0; i < direction.size(); i++)
			direction.data()[i] -= images.values().data()[i];
		return direction;
	}

	@Override
	public double most() {
		return 1;
	}
}
