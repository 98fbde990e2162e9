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

package org.gradiscope.engine.tf;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.gradiscope.engine.Query;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Layers that give what a query says in place of their own activations. */
final class ReplacedLayers {

	private static final String SCOPE = "gradiscope_layer";

	private final Map<String, Integer> ranks;
	private final UnaryOperator<String> operations;

	/**
	 * @param ranks how many axes the activations of each have
	 * @param operations from what users call a layer to the operation that is meant
	 */
	ReplacedLayers(final Map<String, Integer> ranks, final UnaryOperator<String> operations) {
		this.ranks = ranks;
		this.operations = operations;
	}

	private static List<String> inOrder(final Map<String, ?> layers) {
		return layers.keySet().stream().sorted().toList();
	}

	private static String name(final String what, final int index) {
		return SCOPE + "/" + what + index;
	}

	/** The operation of a program that gives what each operation of the network would have given. */
	Map<String, String> sources() {
		final Map<String, String> sources = new HashMap<>();
		final List<String> layers = inOrder(ranks);
		for (int i = 0; i < layers.size(); i++)
			sources.put(operations.apply(layers.get(i)), name("own", i));
		return sources;
	}

	/** @param order of the axes, which the network may have otherwise than users */
	void addTo(final Graph graph, final UsualOrder order) {
		if (ranks.isEmpty()) return;
		final Ops tf = GraphOps.of(graph).withSubScope(SCOPE);
		final List<String> layers = inOrder(ranks);
		for (int i = 0; i < layers.size(); i++) {
			final long[] axes = new long[ranks.get(layers.get(i))];
			Arrays.fill(axes, Shape.UNKNOWN_SIZE);
			final Operand<TFloat32> fed =
				tf.withName("fed" + i).placeholder(TFloat32.class, Placeholder.shape(Shape.of(axes)));
			tf.withName("own" + i).identity(order.own(tf, operations.apply(layers.get(i)), fed));
		}
	}

	/** Feeds what a query gives. */
	static void feed(final Query query, final Feeds feeds) {
		final List<String> layers = inOrder(query.replaced());
		for (int i = 0; i < layers.size(); i++)
			feeds.add(name("fed", i), Tensors.toNative(query.replaced().get(layers.get(i))));
	}
}
