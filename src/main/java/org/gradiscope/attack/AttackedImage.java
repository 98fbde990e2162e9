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

package org.gradiscope.attack;

import java.util.Arrays;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.engine.Prediction;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * An image under attack.
 *
 * @param clean {@code [1, h, w, c]}, in grey levels of the format
 * @param mask of the same shape: what is not 0 may change; null for all
 * @param before the network's prediction for it; null of a network that outputs images
 * @param criterion what is wanted
 * @param format the values that it can have once it is saved
 * @param files what is left of it there
 */
public record AttackedImage(Pixels clean, Tensor mask, Prediction before, Criterion criterion,
	PixelFormat format, FileRoundTrip files) {

	/** What single precision may take from epsilon, as a fraction. */
	private static final double PRECISION = 1e-5;

	boolean mayChange(final int index) {
		return mask == null || mask.data()[index] != 0;
	}

	/** 1 where a value may change, else 0. */
	Tensor maskOrOnes() {
		if (mask != null) return mask;
		final Tensor ones = Tensor.zeros(clean.shape());
		Arrays.fill(ones.data(), 1);
		return ones;
	}

	/** How far a result is from the clean image. */
	Bound reached(final Pixels perturbed, final Norm norm) {
		return new Bound(norm, Math.max(Double.MIN_NORMAL,
			(1 + PRECISION) * norm.distance(clean.values(), perturbed.values())));
	}

	/** Whether rounding leaves nothing of any change: in L2 that is not looked at. */
	boolean isLost(final Bound bound) {
		return bound.norm() == Norm.LINF && !format.canChange(bound);
	}

	/** A result in the image's format, within a bound. */
	Pixels rounded(final Pixels perturbed, final Bound bound) {
		if (isLost(bound)) return clean;
		return perturbed.with(format.round(clean.values(), perturbed.values(), bound));
	}

	/** Saves a perturbed image and opens it again: what the network sees of the files. */
	public interface FileRoundTrip {

		/** Files that hold the values as they are. */
		FileRoundTrip EXACT = new FileRoundTrip() {};

		/**
		 * From a file that keeps the values, a TIFF.
		 *
		 * @param perturbed {@code [1, h, w, c]}, values of the image's pixel format
		 */
		default Pixels lossless(final Pixels perturbed) {
			return perturbed;
		}

		/** From a file of the picture on the screen in 256 levels, a PNG. */
		default Pixels displayed(final Pixels perturbed) {
			return perturbed;
		}

		/** Whether the picture on the screen has the image's values. */
		default boolean keepsDisplayed() {
			return true;
		}
	}
}
