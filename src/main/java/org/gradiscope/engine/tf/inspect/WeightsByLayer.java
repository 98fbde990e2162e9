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

package org.gradiscope.engine.tf.inspect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Expression;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;

/** Which constants are weights, and of which layer. */
public final class WeightsByLayer {

	private final GraphTopology topology;
	private final boolean[] claimed;
	private final boolean[] weights;

	private WeightsByLayer(final GraphDef graph, final ModelDescriptor network) {
		topology = GraphTopology.of(graph, List.of(network.logits()));
		claimed = new boolean[topology.size()];
		final boolean[] path = topology.dependents(topology.number(network.input()), node -> true);
		final boolean[] learnt = learnt(path);
		weights = constants(path, learnt, true);
		final boolean[] preparing = constants(path, learnt, false);
		for (int i = 0; i < weights.length; i++)
			weights[i] &= !preparing[i];
	}

	/**
	 * The names of each layer's constants, by the layer's name, from the output to the input. Weights are
	 * of type float32 and no single numbers; what a graph does to its images before the first convolution
	 * or matrix product has none. A layer has those of all operations since the layers before it, and
	 * the class scores ({@link Expression#LOGITS}) those that are left.
	 */
	public static Map<String, List<String>> of(final GraphDef graph, final ModelDescriptor network) {
		final WeightsByLayer layers = new WeightsByLayer(graph, network);
		final Map<String, List<String>> found = new LinkedHashMap<>();
		for (final Layer layer : network.layers())
			layers.claim(layer.name(), layer.tensor(), found);
		layers.claim(Expression.LOGITS, network.logits(), found);
		final List<String> names = new ArrayList<>(found.keySet());
		Collections.reverse(names);
		final Map<String, List<String>> reversed = new LinkedHashMap<>();
		names.forEach(name -> reversed.put(name, found.get(name)));
		return reversed;
	}

	/** By number: the products on the path and all that comes after one. */
	private boolean[] learnt(final boolean[] path) {
		final boolean[] learnt = new boolean[topology.size()];
		for (int i = 0; i < learnt.length; i++) {
			learnt[i] = path[i] && topology.op(i).is(OpTrait.WEIGHTED);
			for (final int input : topology.inputs(i))
				learnt[i] |= learnt[input];
		}
		return learnt;
	}

	/** By number: the constants off the path that operations on it need which have learnt, or have not. */
	private boolean[] constants(final boolean[] path, final boolean[] learnt, final boolean which) {
		final boolean[] needed = new boolean[topology.size()];
		for (int i = topology.size() - 1; i >= 0; i--)
			if (needed[i] || path[i] && learnt[i] == which) for (final int input : topology.inputs(i))
				needed[input] |= !path[input];
		for (int i = 0; i < needed.length; i++)
			needed[i] &= isWeight(i);
		return needed;
	}

	private boolean isWeight(final int number) {
		return Constants.is(topology.node(number)) &&
			Attributes.type(topology.node(number)) == DataType.DT_FLOAT &&
			Constants.rank(topology.node(number)) > 0;
	}

	/** All that an operation needs and none before it did. */
	private void claim(final String layer, final String operation,
		final Map<String, List<String>> found) {
		topology.claim(topology.number(operation), claimed).stream().filter(number -> weights[number])
			.forEach(number -> found.computeIfAbsent(layer, name -> new ArrayList<>())
				.add(topology.node(number).getName()));
	}
}
