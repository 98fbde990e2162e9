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

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.NetworkEnds;
import org.gradiscope.model.OtherInput;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Where images go into a graph and scores come out of it, as far as nothing says: input, axes,
 * channels, size, output, logits. Whatever is inferred or assumed is said to be. No native code
 * runs.
 */
public final class GraphEndpoints {

	/** Outputs that are listed. */
	private static final int MOST = 50;

	private GraphEndpoints() {}

	/**
	 * @param stated what is known already; input, output and logits may be names of the signature or
	 *          operations, with {@code :0} or without
	 * @return the same with all six facts; input, output and logits are operations of the graph,
	 *         whose first output is meant
	 * @throws EngineException if the graph leaves open which operation is meant, has not what is
	 *           stated, or is no graph that can be walked
	 *           through
	 */
	public static Description of(final FrozenModel frozen, final Description stated) {
		final GraphTopology topology = GraphTopology.of(frozen.graph());
		Description known = InputInference.complete(frozen, topology, stated);
		final String input = known.get(Fact.INPUT).orElseThrow();
		known = InputAxesInference.complete(topology, input, known);
		final SymbolicShapes forms = SymbolicShapes.of(topology, input, ImageShapes.form(known));
		known = OutputInference.complete(frozen, topology, forms, input, known);
		return LogitsInference.complete(frozen, topology, forms, known);
	}

	/**
	 * What a graph takes besides the image, and all that it gives.
	 *
	 * @param ends as {@link #of} found them
	 * @param run what is run of the graph: only what that takes has to be given
	 */
	public static NetworkEnds listed(final FrozenModel frozen, final Description ends,
		final GraphDef run) {
		final GraphTopology topology = GraphTopology.of(frozen.graph());
		final String input = ends.get(Fact.INPUT).orElseThrow();
		final SymbolicShapes forms = SymbolicShapes.of(topology, input, ImageShapes.form(ends));
		final boolean[] depends = topology.dependents(topology.number(input), node -> true);
		final Map<String, String> names = new HashMap<>();
		OutputEnds.sorted(frozen.inputs())
			.forEach((name, tensor) -> names.putIfAbsent(Edge.operation(tensor), name));
		return new NetworkEnds(
			OutputEnds.of(frozen, topology, depends).stream().limit(MOST)
				.map(end -> new NetworkEnds.NamedOutput(end.name(), topology.node(end.number()).getName(),
					OutputEnds.description(topology, forms, end)))
				.toList(),
			run.getNodeList().stream()
				.filter(node -> Placeholders.isRequired(node) && !node.getName().equals(input))
				.map(node -> other(node, names.getOrDefault(node.getName(), node.getName()))).toList());
	}

	private static OtherInput other(final NodeDef placeholder, final String name) {
		final boolean perImage = Placeholders.isPerImage(placeholder);
		final List<Integer> axes = Placeholders.shape(placeholder).orElse(List.of()).stream()
			.skip(perImage ? 1 : 0).map(axis -> (int) Math.max(-1, axis)).toList();
		return new OtherInput(name, placeholder.getName(), axes, perImage);
	}

	/** Where a fact that was stated is from. */
	static String source(final Description stated, final Fact<?> fact) {
		return stated.sources().get(fact.toString());
	}
}
