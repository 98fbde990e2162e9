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

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/** A list of numbers with their derivatives with respect to every pixel. */
final class Dual {

	private final double[] values;
	private final double[][] derivatives;

	Dual(final double[] values, final double[][] derivatives) {
		this.values = values;
		this.derivatives = derivatives;
	}

	int size() {
		return values.length;
	}

	double value(final int i) {
		return values[i];
	}

	double derivative(final int i, final int pixel) {
		return derivatives[i][pixel];
	}

	Dual element(final int i) {
		return new Dual(new double[] { values[i] }, new double[][] { derivatives[i] });
	}

	/** Each element by a function of which the derivative is given. */
	Dual map(final DoubleUnaryOperator function, final DoubleUnaryOperator derivative) {
		final Dual mapped = zeros(size(), derivatives[0].length);
		for (int i = 0; i < size(); i++) {
			mapped.values[i] = function.applyAsDouble(values[i]);
			for (int p = 0; p < derivatives[i].length; p++)
				mapped.derivatives[i][p] = derivative.applyAsDouble(values[i]) * derivatives[i][p];
		}
		return mapped;
	}

	Dual plus(final Dual other) {
		final Dual sum = zeros(size(), derivatives[0].length);
		for (int i = 0; i < size(); i++) {
			sum.values[i] = values[i] + other.values[i];
			for (int p = 0; p < derivatives[i].length; p++)
				sum.derivatives[i][p] = derivatives[i][p] + other.derivatives[i][p];
		}
		return sum;
	}

	/** Element by element. */
	Dual times(final Dual other) {
		final Dual product = zeros(size(), derivatives[0].length);
		for (int i = 0; i < size(); i++) {
			product.values[i] = values[i] * other.values[i];
			for (int p = 0; p < derivatives[i].length; p++)
				product.derivatives[i][p] =
					derivatives[i][p] * other.values[i] + values[i] * other.derivatives[i][p];
		}
		return product;
	}

	Dual sum() {
		Dual sum = element(0);
		for (int i = 1; i < size(); i++)
			sum = sum.plus(element(i));
		return sum;
	}

	/** This number, {@code count} times. */
	Dual repeated(final int count) {
		final double[] v = new double[count];
		final double[][] d = new double[count][];
		Arrays.fill(v, values[0]);
		Arrays.fill(d, derivatives[0]);
		return new Dual(v, d);
	}

	/** Single numbers, one after the other. */
	static Dual joined(final Dual... numbers) {
		final double[] v = new double[numbers.length];
		final double[][] d = new double[numbers.length][];
		for (int i = 0; i < v.length; i++) {
			v[i] = numbers[i].values[0];
			d[i] = numbers[i].derivatives[0];
		}
		return new Dual(v, d);
	}

	/** One number for each image, {@code [n]}. */
	static Tensor values(final List<Dual> numbers) {
		final Tensor values = Tensor.zeros(Shape.of(numbers.size()));
		for (int n = 0; n < numbers.size(); n++)
			values.data()[n] = (float) numbers.get(n).value(0);
		return values;
	}

	/** The derivatives of one number for each image, in the shape of the images. */
	static Tensor derivatives(final List<Dual> numbers, final Shape images) {
		final Tensor gradient = Tensor.zeros(images);
		final int pixels = gradient.size() / numbers.size();
		for (int i = 0; i < gradient.size(); i++)
			gradient.data()[i] = (float) numbers.get(i / pixels).derivative(0, i % pixels);
		return gradient;
	}

	static Dual zeros(final int size, final int pixels) {
		return new Dual(new double[size], new double[size][pixels]);
	}
}
