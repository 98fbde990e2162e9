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

import java.util.SplittableRandom;

import org.gradiscope.parameterization.Basis.FourierBasis;
import org.gradiscope.parameterization.Basis.PixelBasis;
import org.gradiscope.tensor.Gaussian;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * How numbers become a picture (Mordvintsev et al. 2018, "Differentiable Image Parameterizations"):
 *
 * <pre>
 * picture = sigmoid(l),   0..1
 * l = x min(1, largest / |x|),   x = C B(z)
 * </pre>
 *
 * with {@code z} the parameters, {@code B} the {@link Basis} of each plane, {@code C} the
 * {@link ColourBasis}, and largest and |x| those of the {@link ContrastLimit}. No parameters are mid
 * grey. Engines carry it out, and what it gives is seen by the network as an image
 * of its value range.
 *
 * @param height in pixels
 * @param width in pixels
 * @param contrast that of {@code l} at most. A picture under it is what it is without; of one at the
 *          limit only directions count, not lengths
 */
public record Parameterization(int height, int width, ColourBasis colours, Basis basis,
	ContrastLimit contrast) {

	/** Of any contrast. */
	public Parameterization(final int height, final int width, final ColourBasis colours,
		final Basis basis) {
		this(height, width, colours, basis, ContrastLimit.NONE);
	}

	/** In frequencies, at lucid's decay of 1. */
	public static Parameterization fourier(final int height, final int width,
		final ColourBasis colours) {
		return new Parameterization(height, width, colours, new FourierBasis(1));
	}

	/** In pixels. */
	public static Parameterization pixel(final int height, final int width,
		final ColourBasis colours) {
		return new Parameterization(height, width, colours, new PixelBasis());
	}

	/** The shape of the parameters of {@code n} pictures: the batch, the planes, then the basis'. */
	public Shape shape(final int count) {
		final Shape plane = basis.shape(height, width);
		final int[] dimensions = new int[plane.rank() + 2];
		dimensions[0] = count;
		dimensions[1] = colours.channels();
		for (int axis = 0; axis < plane.rank(); axis++)
			dimensions[axis + 2] = plane.dimension(axis);
		return Shape.of(dimensions);
	}

	/**
	 * Random parameters of one picture, normal around 0.
	 *
	 * @param deviation lucid's is 0.01
	 */
	public Tensor start(final double deviation, final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final Tensor start = Tensor.zeros(shape(1));
		for (int i = 0; i < start.size(); i++)
			start.data()[i] = (float) (deviation * Gaussian.next(random));
		return start;
	}

	/** For example {@code fourier[decay=1.0] 128x128 in 3 decorrelated colours, contrast to 2.5}. */
	@Override
	public String toString() {
		return basis + " " + width + "x" + height + " in " + colours +
			(contrast.isNone() ? "" : ", contrast to " + contrast);
	}
}
