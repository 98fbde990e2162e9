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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.model.ModelDescriptor;
import org.tensorflow.proto.GraphDef;

/**
 * Which weights can be trained: the kernels of convolutions and matrix products, and the biases that are
 * added to what these give. Normalizations keep their scales and statistics.
 */
public final class TrainableWeights {

	private final GraphTopology topology;
	private final Map<Integer, List<Integer>> users = new HashMap<>();

	private TrainableWeights(final GraphDef graph) {
		topology = GraphTopology.of(graph);
		for (int user = 0; user < topology.size(); user++)
			for (final int input : topology.inputs(user))
				users.computeIfAbsent(input, key -> new ArrayList<>()).add(user);
	}

	/**
	 * The names of each layer's constants, by the layer's name, from the output to the input. A bias is of
	 * the layer of its kernel.
	 */
	public static Map<String, List<String>> of(final GraphDef graph, final ModelDescriptor network) {
		final TrainableWeights weights = new TrainableWeights(graph);
		final Map<String, List<String>> layers = WeightsByLayer.of(graph, network);
		final Map<Integer, String> byKernel = new HashMap<>();
		final Map<String, List<String>> all = new LinkedHashMap<>();
		layers.forEach((layer, constants) -> constants
			.forEach(constant -> weights.kernelOf(constant).ifPresent(product -> {
				byKernel.put(product, layer);
				all.computeIfAbsent(layer, key -> new ArrayList<>()).add(constant);
			})));
		layers.forEach((layer, constants) -> constants
			.forEach(constant -> weights.biasOf(constant).filter(byKernel::containsKey)
				.ifPresent(product -> all.get(byKernel.get(product)).add(constant))));
		return all;
	}

	/** The layers that have other constants too, from the output to the input. */
	public static List<String> fixed(final GraphDef graph, final ModelDescriptor network) {
		final Set<String> trainable =
			of(graph, network).values().stream().flatMap(List::stream).collect(Collectors.toSet());
		return WeightsByLayer.of(graph, network).entrySet().stream()
			.filter(layer -> !trainable.containsAll(layer.getValue())).map(Map.Entry::getKey).toList();
	}

	/** The only product that a constant is the kernel of. */
	private Optional<Integer> kernelOf(final String constant) {
		return only(constant, user -> topology.op(user).is(OpTrait.WEIGHTED) ? user : -1);
	}

	/** The only product to which a constant is added, with nothing between but another shape. */
	private Optional<Integer> biasOf(final String constant) {
		final int number = topology.number(constant);
		return only(constant, user -> product(user, number));
	}

	private Optional<Integer> only(final String constant, final IntUnaryOperator product) {
		final List<Integer> of =
			uses(topology.number(constant)).stream().map(product::applyAsInt).distinct().toList();
		return of.size() == 1 && of.get(0) >= 0 ? Optional.of(of.get(0)) : Optional.empty();
	}

	/** What uses a constant or a copy of it. */
	private List<Integer> uses(final int number) {
		final List<Integer> found = new ArrayList<>();
		for (final int user : users.getOrDefault(number, List.of()))
			if (topology.op(user) == Op.Identity) found.addAll(uses(user));
			else found.add(user);
		return found;
	}

	/** What a bias is added to, by a sum; -1 if that is no product. */
	private int product(final int sum, final int bias) {
		final Op op = topology.op(sum);
		if (op != Op.BiasAdd && op != Op.Add && op != Op.AddV2) return -1;
		return IntStream.of(topology.inputs(sum)).map(this::source)
			.filter(input -> input != bias && topology.op(input).is(OpTrait.WEIGHTED)).findFirst()
			.orElse(-1);
	}

	private int source(final int number) {
		return topology.origin(number, node -> Op.of(node) == Op.Identity || Op.of(node) == Op.Reshape);
	}
}
