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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.gradiscope.engine.tf.graph.WholeNumbers;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * A graph that no longer says how high and wide its images are, nor how many come at once, where
 * that changes nothing in what it computes of each.
 *
 * @param graph its input is a placeholder; nothing else says a shape that was inferred once
 * @param manyImages whether images can be given together
 * @param remarks why not, in sentences for people
 */
public record DynamicShapeGraph(GraphDef graph, boolean manyImages, List<String> remarks) {

	public DynamicShapeGraph {
		remarks = List.copyOf(remarks);
	}

	/**
	 * Images are given together only where their number can be followed, as an axis of its own, from the
	 * input to output and logits, so that none has a part in what becomes of another. No native code
	 * runs.
	 *
	 * @param ends says input, axes, channels, size, output and logits
	 * @throws EngineException if it takes a number of images over one that can't be lifted
	 */
	public static DynamicShapeGraph of(final GraphDef graph, final Description ends) {
		final GraphTopology topology = GraphTopology.of(graph);
		final String input = ends.get(Fact.INPUT).orElseThrow();
		final NodeDef placeholder = topology.node(topology.number(input));
		final Optional<Long> fixed = fixedBatch(placeholder);
		final BatchDimensionRewriter rewriter =
			BatchDimensionRewriter.of(topology, ends, fixed.orElse(1L));
		final boolean follows = Stream.of(Fact.OUTPUT, Fact.LOGITS)
			.map(fact -> ends.get(fact).orElseThrow()).allMatch(end -> rewriter.form(end).isBatch());
		final boolean many = follows;
		final GraphDef.Builder loose = GraphDef.newBuilder().setVersions(graph.getVersions());
		for (final NodeDef node : follows ? rewriter.nodes() : graph.getNodeList())
			loose.addNode(
				node.getName().equals(input) ? placeholder(node, many ? -1 : fixed.orElse(-1L), ends)
					: node.toBuilder().removeAttr("_output_shapes").build());
		return new DynamicShapeGraph(loose.build(), many,
			many ? List.of() : List.of(oneByOne(fixed.orElse(1L), rewriter.unsupportedReason())));
	}

	/** @throws EngineException if it is not one image that the graph takes */
	private static String oneByOne(final long batch, final String unsupportedReason) {
		final String reason = ", for " + unsupportedReason + " may depend on their number";
		if (batch > 1) throw new EngineException(
			"The graph takes " + batch + " images at a time, which can't be changed" + reason +
				"; export it for one image, or for any number.");
		return "assumed: images go through the graph 1 at a time" + reason;
	}

	/** How many images it takes at once; none if any number. An operation between tells nothing. */
	private static Optional<Long> fixedBatch(final NodeDef input) {
		if (!Placeholders.is(input)) return Optional.of(1L);
		return Placeholders.shape(input).map(shape -> shape.get(0)).filter(batch -> batch > 0);
	}

	/** Takes the place of the input, whatever that was. */
	static NodeDef placeholder(final NodeDef input, final long batch, final Description ends) {
		final long channels = ends.get(Fact.CHANNELS).map(Channels::count).orElse(-1);
		return placeholder(input, ImageShapes.ordered(ends, Map.of('b', batch, 'z', -1L, 'y',
			ImageShapes.height(ends).orElse(-1L), 'x', -1L, 'c', channels)));
	}

	static NodeDef placeholder(final NodeDef input, final List<Long> axes) {
		final NodeDef placeholder =
			NodeDefs.placeholder(input.getName(), Attributes.type(input), TensorProtos.shape(axes));
		return WholeNumbers.of(input).map(type -> WholeNumbers.marked(placeholder, type))
			.orElse(placeholder);
	}
}
