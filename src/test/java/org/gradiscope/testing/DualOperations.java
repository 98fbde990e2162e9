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

package org.gradiscope.testing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.gradiscope.objective.ExpressionOperations;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/** Carries an expression out by forward differentiation; what needs positions is left to TensorFlow. */
final class DualOperations implements ExpressionOperations<Dual> {

	private final Dual logits;
	private final Pixels image;
	private final Optional<Tensor> given;

	DualOperations(final Dual logits, final Pixels image, final Optional<Tensor> given) {
		this.logits = logits;
		this.image = image;
		this.given = given;
	}

	@Override
	public Dual activation(final String layer) {
		return logits;
	}

	@Override
	public Dual image() {
		final int pixels = image.values().size();
		final double extent = image.range().extent();
		final double[] values = new double[pixels];
		final double[][] derivatives = new double[pixels][pixels];
		for (int i = 0; i < pixels; i++) {
			values[i] = (image.values().data()[i] - image.range().min()) / extent;
			derivatives[i][i] = 1 / extent;
		}
		return new Dual(values, derivatives);
	}

	@Override
	public Dual constant(final Tensor value) {
		final double[] values = new double[value.size()];
		for (int i = 0; i < values.length; i++)
			values[i] = value.data()[i];
		return new Dual(values, new double[values.length][image.values().size()]);
	}

	@Override
	public Dual placeholder() {
		return constant(given.orElseThrow());
	}

	@Override
	public Dual part(final Dual of, final int from, final Shape shape) {
		return Dual.joined(
			IntStream.range(from, from + shape.size()).mapToObj(of::element).toArray(Dual[]::new));
	}

	@Override
	public Dual quotient(final Dual left, final Dual right) {
		return left.times(right.map(v -> 1 / v, v -> -1 / (v * v)));
	}

	@Override
	public Dual largest(final Dual of, final int rank) {
		final int[] order = IntStream.range(0, of.size()).boxed()
			.sorted(Comparator.comparingDouble(i -> -of.value(i))).mapToInt(Integer::intValue).toArray();
		return of.element(order[rank - 1]);
	}

	@Override
	public Dual channel(final Dual of, final int channel) {
		return of.element(channel);
	}

	@Override
	public Dual channelOfEach(final Dual of, final List<Integer> channels) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Dual absolute(final Dual of) {
		return of.map(Math::abs, Math::signum);
	}

	@Override
	public Dual blur(final Dual of) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Dual similarity(final Dual of) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Dual position(final Dual of, final List<Integer> place) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Dual mean(final Dual of) {
		return scale(of.sum(), 1.0 / of.size());
	}

	@Override
	public Dual positionMean(final Dual of) {
		return of;
	}

	/** There is one position. */
	@Override
	public Dual sorted(final Dual of) {
		return of;
	}

	@Override
	public Dual root(final Dual of) {
		return of.map(Math::sqrt, v -> 0.5 / Math.sqrt(v));
	}

	@Override
	public Dual projection(final Dual of, final Tensor vectors) {
		final int channels = vectors.shape().dimension(1);
		final Dual[] products = new Dual[vectors.shape().dimension(0)];
		for (int j = 0; j < products.length; j++)
			for (int c = 0; c < channels; c++) {
				final Dual term = scale(of.element(c), vectors.get(j, c));
				products[j] = products[j] == null ? term : products[j].plus(term);
			}
		return Dual.joined(products);
	}

	@Override
	public Dual sum(final Dual of) {
		return of.sum();
	}

	@Override
	public Dual square(final Dual of) {
		return of.times(of);
	}

	@Override
	public Dual product(final Dual left, final Dual right) {
		return left.times(right);
	}

	@Override
	public Dual closest(final Dual of, final Tensor vectors) {
		final int channels = vectors.shape().dimension(1);
		final Dual[] largest = new Dual[of.size() / channels];
		for (int j = 0; j < vectors.shape().dimension(0); j++)
			for (int p = 0; p < largest.length; p++) {
				Dual dot = scale(of.element(p * channels), vectors.get(j, 0));
				for (int c = 1; c < channels; c++)
					dot = dot.plus(scale(of.element(p * channels + c), vectors.get(j, c)));
				if (largest[p] == null || dot.value(0) > largest[p].value(0)) largest[p] = dot;
			}
		return Dual.joined(largest);
	}

	@Override
	public Dual add(final Dual left, final Dual right) {
		return left.plus(right);
	}

	@Override
	public Dual scale(final Dual of, final double factor) {
		return of.map(v -> factor * v, v -> factor);
	}

	@Override
	public Dual logProbabilities(final Dual of) {
		double highest = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < of.size(); i++)
			highest = Math.max(highest, of.value(i));
		final double max = highest;
		final Dual shifted = of.map(v -> v - max, v -> 1);
		final Dual logSum = shifted.map(Math::exp, Math::exp).sum().map(Math::log, v -> 1 / v);
		return shifted.plus(scale(logSum, -1).repeated(of.size()));
	}

	@Override
	public Dual probabilities(final Dual of) {
		return logProbabilities(of).map(Math::exp, Math::exp);
	}

	@Override
	public Dual gram(final Dual of) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Dual totalVariation(final Dual of) {
		throw new UnsupportedOperationException();
	}
}
