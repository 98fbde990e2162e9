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

package org.gradiscope.parameterization;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Warp;

/**
 * Pictures as what is optimized, and how the network looks at them.
 *
 * @param parameterization how the parameters become pictures
 * @param parameters of {@code n} pictures, {@link Parameterization#shape}{@code (n)}
 * @param warp through which the network sees all of them
 */
public record ParameterizedImage(Parameterization parameterization, Tensor parameters, Warp warp) {

	/** @throws IllegalArgumentException if the parameters or the warp are for pictures of another size */
	public ParameterizedImage {
		if (parameters.shape().rank() < 1 ||
			!parameters.shape().equals(parameterization.shape(parameters.shape().dimension(0))))
			throw new IllegalArgumentException("Parameters of " + parameterization.shape(1) +
				" for each picture are expected, but " + parameters.shape() + " were given.");
		if (warp.height() != parameterization.height() || warp.width() != parameterization.width())
			throw new IllegalArgumentException(
				"A warp of " + parameterization.width() + "x" + parameterization.height() +
					" pixels is expected, but one of " + warp.width() + "x" + warp.height() + " was given.");
	}

	/** Pictures that the network sees as they are. */
	public ParameterizedImage(final Parameterization parameterization, final Tensor parameters) {
		this(parameterization, parameters,
			Warp.none(parameterization.height(), parameterization.width()));
	}

	/** The shape of what the network sees, {@code [n, h, w, c]}. */
	public Shape shape() {
		final int copies = parameterization.periodic() ? 2 : 1;
		return Shape.of(count(), copies * warp.canvasHeight(), copies * warp.canvasWidth(),
			parameterization.colours().channels());
	}

	/** The number of pictures. */
	public int count() {
		return parameters.shape().dimension(0);
	}

	/** Pictures {@code from} to {@code to}, the last excluded. */
	public ParameterizedImage items(final int from, final int to) {
		return new ParameterizedImage(parameterization, parameters.items(from, to), warp);
	}
}
