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

package org.gradiscope.engine.tf.keras;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.gradiscope.engine.tf.freeze.ConvertedGraph;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.tensorflow.Operand;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** From a file of Keras to a graph that TensorFlow runs. */
public final class KerasFreezer {

	private KerasFreezer() {}

	/**
	 * Opens {@code .keras} of Keras 3, and whole networks in HDF5 of Keras 2 and 3.
	 *
	 * @throws org.gradiscope.engine.EngineException if it is no such file, is damaged, or cannot be computed
	 */
	public static FrozenModel of(final Path file) {
		final KerasFile read = KerasFile.open(file);
		return GraphErrors.guarded(() -> {
			try (ConvertedGraph converted = new ConvertedGraph()) {
				return built(new KerasGraph(converted, read.version()), read, converted);
			}
		}, "The network in " + file.getFileName() + " contradicts itself; save it again");
	}

	private static FrozenModel built(final KerasGraph graph, final KerasFile file,
		final ConvertedGraph converted) {
		final LayerDefinition network = LayerDefinition.of(file.network());
		if (!network.isNetwork()) throw network.config()
			.unsupported("is no list of layers, but a class of its author's own, which is a program");
		final NetworkLayer layers = NetworkLayer.of(graph, network.config(), file.weights());
		final Map<String, Operand<?>> inputs = new LinkedHashMap<>();
		layers.inputs().forEach(input -> inputs.put(input.name(), placeholder(graph, input)));
		final List<Operand<TFloat32>> results =
			layers.called(graph.tf(), inputs.values().stream().map(KerasFreezer::floats).toList());
		graph.sayAll();
		return converted.frozen(inputs, named(layers.outputs(), results));
	}

	private static Placeholder<TFloat32> placeholder(final KerasGraph graph,
		final NetworkInput input) {
		if (!input.type().contains("float")) graph.remark("The input '" + input.name() +
			"' takes whole numbers (" + input.type() + "); numbers between them are taken as they are.");
		ConvertedGraph.requireShape(input.name(),
			LongStream.of(input.shape().asArray()).boxed().toList());
		return graph.tf().withName(KerasGraph.valid(input.name())).placeholder(TFloat32.class,
			Placeholder.shape(input.shape()));
	}

	@SuppressWarnings("unchecked")
	private static Operand<TFloat32> floats(final Operand<?> input) {
		return (Operand<TFloat32>) input;
	}

	/** By the names of the layers that give them, numbered where one gives several. */
	private static Map<String, Operand<?>> named(final List<String> names,
		final List<Operand<TFloat32>> results) {
		final Map<String, Operand<?>> outputs = new LinkedHashMap<>();
		final Map<String, Integer> seen = new HashMap<>();
		for (int i = 0; i < results.size(); i++) {
			final String name = names.get(Math.min(i, names.size() - 1));
			final int number = seen.merge(name, 1, Integer::sum);
			outputs.put(number == 1 ? name : name + "_" + (number - 1), results.get(i));
		}
		return outputs;
	}
}
