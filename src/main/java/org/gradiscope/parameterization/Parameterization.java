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

import java.util.Optional;
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
 * l = o + x min(1, largest / |x|),   x = C B(z)
 * </pre>
 *
 * with {@code z} the parameters, {@code B} the {@link Basis} of each plane, {@code C} the
 * {@link ColourBasis}, and largest and |x| those of the {@link ContrastLimit}, and o what is added
 * to: with no parameters the picture is the origin, or mid grey without one. Engines carry it out, and what it gives is seen by the network as an image
 * of its value range.
 *
 * @param height in pixels
 * @param width in pixels
 * @param contrast that of {@code l} at most. A picture under it is what it is without; of one at the
 *          limit only directions count, not lengths
 * @param rows what each row may be, in fractions of the network's value range:
 *          {@code low + (high - low) picture}, in its steps, or as it is kept
 * @param origin what no parameters are, {@code [1, h, w, c]} in 0..1
 * @param periodic whether the network sees two by two copies of the picture beside each other, so that it
 *          goes on across its borders
 */
public record Parameterization(int height, int width, ColourBasis colours, Basis basis,
	ContrastLimit contrast, RowLimits rows, Optional<Tensor> origin, boolean periodic) {

	/** What black and white of an origin become, so that both can change: a quarter of a grey level of 8 bits. */
	private static final float INSIDE = 1 / 1024f;

	/** @throws IllegalArgumentException if there are limits for another number of rows, or the origin is of another size */
	public Parameterization {
		origin.ifPresent(picture -> {
			if (!picture.shape().equals(Shape.of(1, height, width, colours.channels())))
				throw new IllegalArgumentException(
					"An origin of " + Shape.of(1, height, width, colours.channels()) + " is expected, but " +
						picture.shape() + " was given.");
		});
		if (!rows.isNone() && rows.rows().size() != height)
			throw new IllegalArgumentException("Limits for " + height + " rows are expected, but for " +
				rows.rows().size() + " were given.");
	}

	/** With rows that may be anything. */
	public Parameterization(final int height, final int width, final ColourBasis colours,
		final Basis basis, final ContrastLimit contrast) {
		this(height, width, colours, basis, contrast, RowLimits.NONE);
	}

	/** Of mid grey. */
	public Parameterization(final int height, final int width, final ColourBasis colours,
		final Basis basis, final ContrastLimit contrast, final RowLimits rows) {
		this(height, width, colours, basis, contrast, rows, Optional.empty(), false);
	}

	/**
	 * The same around a picture.
	 *
	 * @param picture {@code [1, h, w, c]} in 0..1
	 */
	public Parameterization around(final Tensor picture) {
		return new Parameterization(height, width, colours, basis, contrast, rows, Optional.of(picture),
			periodic);
	}

	/** The same that goes on across its borders, or not. */
	public Parameterization periodic(final boolean goesOn) {
		return new Parameterization(height, width, colours, basis, contrast, rows, origin, goesOn);
	}

	/** The origin before the sigmoid: {@code log(p / (1 - p))}. */
	public Optional<Tensor> logits() {
		return origin.map(picture -> {
			final Tensor logits = picture.copy();
			for (int i = 0; i < logits.size(); i++) {
				final double p = Math.max(INSIDE, Math.min(1 - INSIDE, logits.data()[i]));
				logits.data()[i] = (float) Math.log(p / (1 - p));
			}
			return logits;
		});
	}

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
			(contrast.isNone() ? "" : ", contrast to " + contrast) +
			(rows.isNone() ? "" : ", rows " + rows) + (periodic ? ", periodic" : "");
	}

	/**
	 * How much contrast a picture may have before the sigmoid, in which fine detail counts more than tones.
	 * The contrast is a Sobolev norm,
	 *
	 * <pre>
	 * |x|^2 = mean(x^2 + smoothness^2 (dx^2 + dy^2))
	 * </pre>
	 *
	 * with dx and dy the differences from a pixel to its right and lower neighbours, 0 where it has none,
	 * and the mean over all pixels and channels. White noise of deviation 1 has
	 * {@code sqrt(1 + 4 smoothness^2)}, a single tone of 1 has 1. So a picture gains by saying in broad
	 * shapes what it can say so, as photographs do.
	 *
	 * Without any limit, activations that grow with the contrast drive a picture to black and white; with one
	 * that counts all frequencies alike, to fine detail.
	 *
	 * @param largest that a picture may have, or 0 for any
	 * @param smoothness the length in pixels under which detail counts more than tones; 0: all alike, the
	 *          root mean square
	 */
	public record ContrastLimit(double largest, double smoothness) {

		/** Any contrast. */
		public static final ContrastLimit NONE = new ContrastLimit(0, 0);

		/** At 128 pixels eight photographs had 1.4 to 6.1, half of them under 3.4. */
		public static final ContrastLimit PHOTOGRAPHS = new ContrastLimit(2.5, 4);

		/** @throws IllegalArgumentException if one is under 0 or not a number */
		public ContrastLimit {
			require("contrast", largest);
			require("smoothness", smoothness);
		}

		private static void require(final String name, final double given) {
			if (!(given >= 0 && given < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException(
				"A " + name + " of at least 0 is expected, but " + given + " was given.");
		}

		/** Whether any contrast is allowed. */
		public boolean isNone() {
			return largest == 0;
		}

		/** For example {@code 2.5[smoothness=4.0]}. */
		@Override
		public String toString() {
			return largest + (isNone() ? "" : "[smoothness=" + smoothness + "]");
		}
	}
}
