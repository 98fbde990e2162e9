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

package org.gradiscope.engine.tf.relevance;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.engine.tf.graph.GraphOperations;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** The rules for layers with weights; {@link RelevanceRules} has the formulas. */
final class WeightedLayerRules {

	private final RelevanceMath math;
	private final RelevancePath path;
	private final PreprocessingPath preparation;
	private final AccumulatedRelevance flow;

	WeightedLayerRules(final RelevanceMath math, final RelevancePath path,
		final PreprocessingPath preparation, final AccumulatedRelevance flow) {
		this.math = math;
		this.path = path;
		this.preparation = preparation;
		this.flow = flow;
	}

	void pass(final FoldedLayer block, final Operand<TFloat32> relevance,
		final RelevanceRules rules) {
		switch (rules) {
			case GAMMA -> gamma(block, relevance);
			case ALPHA1_BETA0 -> positive(block, relevance, math.positive(block.bias()));
			case EXCITATION -> positive(block, relevance, math.tf.constant(0f));
			case COMPOSITE -> composite(block, relevance);
			default -> plain(block, relevance);
		}
	}

	private void composite(final FoldedLayer block, final Operand<TFloat32> relevance) {
		if (preparation.has(block.input())) box(block, relevance);
		else if (block.isDense()) plain(block, relevance);
		else gamma(block, relevance);
	}

	/** {@code a_j w_jk / z_k}, where the quotient decides between rules 0 and epsilon. */
	private void plain(final FoldedLayer block, final Operand<TFloat32> relevance) {
		final Operand<TFloat32> z = GraphOperations.floats(block.end().output(0));
		down(block, z, List.of(GraphOperations.floats(block.input())), math.quotient(relevance, z));
	}

	/** In proportion to what is positive of {@code a_j w_jk}. */
	private void positive(final FoldedLayer block, final Operand<TFloat32> relevance,
		final Operand<TFloat32> bias) {
		final Operand<TFloat32> w = block.kernel();
		final List<Operand<TFloat32>> parts = parts(block);
		final Operand<TFloat32> z =
			sums(block, parts, List.of(math.positive(w), math.negative(w)), bias);
		down(block, z, parts, math.quotient(relevance, z));
	}

	private void gamma(final FoldedLayer block, final Operand<TFloat32> relevance) {
		final Operand<TFloat32> w = block.kernel();
		final Operand<TFloat32> b = block.bias();
		final Operand<TFloat32> up = math.favoured(w, math.positive(w));
		final Operand<TFloat32> down = math.favoured(w, math.negative(w));
		final Operand<TFloat32> z = GraphOperations.floats(block.end().output(0));
		final Operand<TFloat32> zero = math.tf.zerosLike(z);
		final List<Operand<TFloat32>> parts = parts(block);
		half(block, parts, sums(block, parts, List.of(up, down), math.favoured(b, math.positive(b))),
			math.tf.select(math.tf.math.greater(z, zero), relevance, zero));
		// A unit that the ReLU has closed has no relevance to hand down.
		if (!block.isRectified())
			half(block, parts, sums(block, parts, List.of(down, up), math.favoured(b, math.negative(b))),
				math.tf.select(math.tf.math.less(z, zero), relevance, zero));
	}

	private void half(final FoldedLayer block, final List<Operand<TFloat32>> parts,
		final Operand<TFloat32> z, final Operand<TFloat32> relevance) {
		down(block, z, parts, math.quotient(relevance, z));
	}

	/** Its bias takes no part: {@code b - b+ - b-} is 0. */
	private void box(final FoldedLayer block, final Operand<TFloat32> relevance) {
		final Operand<TFloat32> w = block.kernel();
		final Operand<TFloat32> x = GraphOperations.floats(block.input());
		final Operand<TFloat32> black = preparation.uniform(block.input(), 0);
		final Operand<TFloat32> white = preparation.uniform(block.input(), 1);
		final List<Operand<TFloat32>> inputs =
			List.of(x, math.tf.math.minimum(black, white), math.tf.math.maximum(black, white));
		final Operand<TFloat32> z = sums(block, inputs,
			List.of(w, math.tf.math.neg(math.positive(w)), math.tf.math.neg(math.negative(w))),
			math.tf.constant(0f));
		down(block, z, inputs, math.quotient(relevance, z));
	}

	/** The input above and below zero. */
	private List<Operand<TFloat32>> parts(final FoldedLayer block) {
		final Operand<TFloat32> x = GraphOperations.floats(block.input());
		final List<Operand<TFloat32>> parts = new ArrayList<>();
		// A copy, since a gradient is asked for at it.
		parts.add(math.positive(x));
		if (!NonNegativity.isNonNegative(block.input(), path)) parts.add(math.negative(x));
		return parts;
	}

	/** The layer's sums with other weights, one for each part of its input. */
	private Operand<TFloat32> sums(final FoldedLayer block, final List<Operand<TFloat32>> inputs,
		final List<Operand<TFloat32>> kernels, final Operand<TFloat32> bias) {
		final List<Operand<TFloat32>> terms = new ArrayList<>();
		for (int i = 0; i < inputs.size(); i++)
			terms.add(math.copied(block.weighed(), block.inputs(inputs.get(i), kernels.get(i)), 0));
		return math.tf.math.add(math.sum(terms), bias);
	}

	/** Hands {@code s z} down to the terms of {@code z}. */
	private void down(final FoldedLayer block, final Operand<TFloat32> z,
		final List<Operand<TFloat32>> inputs, final Operand<TFloat32> s) {
		final Output<?> to = block.input();
		final List<Operand<TFloat32>> back = math.transposed(z, inputs, s);
		final List<Operand<TFloat32>> terms = new ArrayList<>();
		for (int i = 0; i < inputs.size(); i++)
			terms.add(math.times(inputs.get(i), back.get(i)));
		terms.forEach(term -> flow.add(to, term));
		flow.keep(z, s, terms);
	}
}
