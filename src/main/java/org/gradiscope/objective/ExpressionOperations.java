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

package org.gradiscope.objective;

import java.util.List;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * What an expression can be made of; {@code T} is whatever stands for a value, for example a node
 * of a graph.
 */
public interface ExpressionOperations<T> {

	/** The activations of a layer, {@code [n, h, w, c]}, or {@code [n, c]} for a dense one. */
	T activation(String layer);

	/** The caller's images {@code [n, h, w, c]}, their value range mapped to 0..1. */
	T image();

	/** A fixed tensor; it is broadcast along leading axes. */
	T constant(Tensor value);

	/** What the objective is given for each image, {@code [n, ...]}. */
	T placeholder();

	/**
	 * Some of what each image is given: elements {@code from} on of {@code [n, k]}, as
	 * {@code [n, shape...]}.
	 */
	T part(T of, int from, Shape shape);

	/** One channel: index {@code channel} of the last axis, which is dropped. */
	T channel(T of, int channel);

	/**
	 * One channel for each image of a batch, {@code [n, ...]}: index {@code channels[n]} of the last axis,
	 * which is dropped.
	 */
	T channelOfEach(T of, List<Integer> channels);

	/**
	 * One position: {@code [n, h, w, c]} or {@code [n, d, h, w, c]} to {@code [n, c]}.
	 *
	 * @param place row and column, of volumes the plane before them
	 */
	T position(T of, List<Integer> place);

	/** The mean over all axes but the first: {@code [n, ...]} to {@code [n]}. */
	T mean(T of);

	/** The sum over all axes but the first: {@code [n, ...]} to {@code [n]}. */
	T sum(T of);

	/** The mean over positions: {@code [n, h, w, c]} to {@code [n, c]}. */
	T positionMean(T of);

	/**
	 * The values of each channel over all positions, the largest first: {@code [n, h, w, c]} to
	 * {@code [n, c, h w]}.
	 */
	T sorted(T of);

	/** Each element squared. */
	T square(T of);

	/** The square root of each element, of those under 0 that of 0; the derivative is 0 there. */
	T root(T of);

	/** The magnitude of each element. */
	T absolute(T of);

	/** The product, element by element. */
	T product(T left, T right);

	/** The quotient, element by element. */
	T quotient(T left, T right);

	/**
	 * The {@code rank}-th largest element of the last axis, which is dropped; its derivative is that of the
	 * element. Of equal ones the first counts.
	 *
	 * @param rank from 1, the largest
	 */
	T largest(T of, int rank);

	/**
	 * The largest dot product of the last axis with any of some vectors, {@code [n, h, w, c]} to
	 * {@code [n, h, w]} or {@code [n, c]} to {@code [n]}: {@code max_j a_p . v_j}. Where several are
	 * equally large, the derivative is the mean of theirs.
	 *
	 * @param vectors {@code [j, c]}
	 */
	T closest(T of, Tensor vectors);

	/**
	 * The dot products of the last axis with some vectors, {@code [n, ..., c]} to {@code [n, ..., j]}.
	 *
	 * @param vectors {@code [j, c]}
	 */
	T projection(T of, Tensor vectors);

	/** The sum, element by element. */
	T add(T left, T right);

	/** Each element times {@code factor}. */
	T scale(T of, double factor);

	/** The logarithms of {@link #probabilities}. */
	T logProbabilities(T of);

	/**
	 * The probabilities that scores mean to the network: their softmax over the last axis, or the sigmoid
	 * of each.
	 */
	T probabilities(T of);

	/**
	 * The Gram matrix of the channels, {@code [n, h, w, c]} to {@code [n, c, c]}:
	 * {@code G_ij = sum_p a_pi a_pj / (h w)} (Gatys 2015, divided by the number of positions).
	 */
	T gram(T of);

	/**
	 * The mean squared difference of vertical neighbours plus that of horizontal ones,
	 * {@code [n, h, w, c]} to {@code [n]}: total variation with the exponent 2 of Mahendran &amp;
	 * Vedaldi 2014, over the number of pixels so that it does not grow with the image.
	 */
	T totalVariation(T of);

	/**
	 * Images {@code [n, h, w, c]} blurred by a binomial kernel of 3x3, {@code (1, 2, 1) / 4} along both
	 * axes, mirrored at the borders.
	 */
	T blur(T of);

	/**
	 * How alike each item of a batch is to the others, {@code [n, ...]} to {@code [n]}: the mean cosine to
	 * each of them, 0 for one alone.
	 */
	T similarity(T of);
}
