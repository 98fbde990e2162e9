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

package org.gradiscope.transform;

import java.util.function.UnaryOperator;

import org.gradiscope.tensor.Tensor;

/**
 * Images that went through something, and the way back.
 *
 * @param images of the shape and range of those that went in
 * @param adjoint from gradients with respect to what came out to those with respect to what went in: exact,
 *          or straight through what has none
 */
public record Transformed(Tensor images, UnaryOperator<Tensor> adjoint) {

	/**
	 * Each value is one of those that went in, or none of them.
	 *
	 * @param images that went in
	 * @param sources the index of each value's source; negative for none
	 * @param other the value of those without a source
	 */
	public static Transformed picked(final Tensor images, final int[] sources, final float other) {
		final Tensor picked = Tensor.zeros(images.shape());
		for (int i = 0; i < sources.length; i++)
			picked.data()[i] = sources[i] < 0 ? other : images.data()[sources[i]];
		return new Transformed(picked, gradient -> {
			final Tensor back = Tensor.zeros(gradient.shape());
			for (int i = 0; i < sources.length; i++)
				if (sources[i] >= 0) back.data()[sources[i]] += gradient.data()[i];
			return back;
		});
	}
}
