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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.DetachedConstants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphDefs;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.NodeDefs;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.gradiscope.tensor.Tensor;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Folds what scales and shifts the channels of a convolution, batch normalization above all, into its
 * filter and a bias, as {@code (W * x) f + c = (W f) * x + c}. Exporters leave it to the runtime, which
 * does it for predictions only: TensorFlow's optimizers stop where a gradient is wanted.
 */
final class ConvolutionFolding {

	private static final String FILTER = "/gradiscope_filter";
	private static final String BIAS = "/gradiscope_bias";

	/** The default of TensorFlow's batch normalization. */
	private static final float EPSILON = 1e-4f;

	private final GraphTopology topology;
	private final boolean[] ofImage;
	private final Map<String, List<NodeDef>> users = new HashMap<>();
	private final List<Fold> folds;

	/** What is folded into a convolution: all up to {@code last}. */
	private record Fold(Chain chain, List<NodeDef> folded, Affine affine) {

		NodeDef last() {
			return folded.get(folded.size() - 1);
		}

		/** Whether nothing is wanted whose result is gone once it is folded. */
		boolean leaves(final Collection<String> wanted) {
			return !wanted.contains(chain.convolution.getName()) &&
				folded.stream().limit(folded.size() - 1).noneMatch(node -> wanted.contains(node.getName()));
		}
	}

	/**
	 * A convolution and what follows, each the only user of the one before.
	 *
	 * @param filter its constant
	 * @param affine what can be folded
	 */
	private record Chain(NodeDef convolution, NodeDef filter, List<NodeDef> affine) {

		/** Of the convolution; filters of the depthwise kind have several for each of the input's. */
		int channels() {
			final List<Long> shape = Constants.shape(filter);
			return Math.toIntExact(Op.of(convolution) == Op.DepthwiseConv2dNative
				? shape.get(2) * shape.get(3) : shape.get(3));
		}

	}

	/** {@code x factor + shift}, for each channel. */
	private static final class Affine {

		private final double[] factor;
		private final double[] shift;

		Affine(final int channels) {
			factor = new double[channels];
			shift = new double[channels];
			Arrays.fill(factor, 1);
		}

		void scale(final IntToDoubleFunction by) {
			for (int c = 0; c < factor.length; c++) {
				factor[c] *= by.applyAsDouble(c);
				shift[c] *= by.applyAsDouble(c);
			}
		}

		void shift(final IntToDoubleFunction by) {
			for (int c = 0; c < shift.length; c++)
				shift[c] += by.applyAsDouble(c);
		}
	}

	/** By number: what depends on the images, on what else a network is given, or on weights that may change. */
	private boolean[] ofWhatIsGiven(final int input) {
		final boolean[] given = new boolean[topology.size()];
		for (int i = 0; i < given.length; i++) {
			given[i] =
				i == input || topology.op(i) == Op.Placeholder || DetachedConstants.is(topology.node(i));
			for (final int before : topology.inputs(i))
				given[i] |= given[before];
		}
		return given;
	}

	/** @param input the operation that takes the images */
	ConvolutionFolding(final FrozenGraph network, final String input) {
		topology = GraphTopology.of(network.definition());
		ofImage = ofWhatIsGiven(topology.number(input));
		topology.all().forEach(node -> GraphTopology.dataInputs(node).map(Edge::operation)
			.forEach(name -> users.computeIfAbsent(name, key -> new ArrayList<>()).add(node)));
		final List<Chain> chains = topology.all().map(this::chain).flatMap(Optional::stream).toList();
		final Map<String, Tensor> constants = network.computed(chains.stream()
			.flatMap(chain -> chain.affine.stream()).flatMap(node -> node.getInputList().stream())
			.filter(edge -> !isOfImage(edge)).distinct().toList());
		folds = chains.stream().map(chain -> fold(chain, constants)).flatMap(Optional::stream).toList();
	}

	/**
	 * A graph with all folded that is not wanted by itself.
	 *
	 * @param graph of the same operations, or some of them
	 * @param wanted operations whose results stay as they are
	 */
	GraphDef folded(final GraphDef graph, final Collection<String> wanted) {
		final Map<String, NodeDef> nodes = GraphDefs.byName(graph.getNodeList());
		for (final Fold fold : folds)
			if (nodes.containsKey(fold.last().getName()) && fold.leaves(wanted)) fold(nodes, fold);
		return GraphDefs.pruned(
			GraphDef.newBuilder().setVersions(graph.getVersions()).addAllNode(nodes.values()).build(),
			node -> node, wanted);
	}

	private static void fold(final Map<String, NodeDef> nodes, final Fold fold) {
		final String convolution = fold.chain.convolution.getName();
		final List<Long> shape = Constants.shape(fold.chain.filter);
		final float[] filter = TensorProtos.floats(Constants.tensor(fold.chain.filter));
		final double[] factor = fold.affine.factor;
		for (int i = 0; i < filter.length; i++)
			filter[i] = (float) (filter[i] * factor[i % factor.length]);
		final float[] bias = new float[factor.length];
		for (int c = 0; c < bias.length; c++)
			bias[c] = (float) fold.affine.shift[c];
		nodes.put(convolution,
			nodes.get(convolution).toBuilder().setInput(1, convolution + FILTER).build());
		nodes.put(convolution + FILTER, constant(convolution + FILTER, shape, filter));
		nodes.put(convolution + BIAS, constant(convolution + BIAS, List.of((long) bias.length), bias));
		final String last = fold.last().getName();
		nodes.put(last, NodeDefs.node(last, Op.BiasAdd, convolution, convolution + BIAS)
			.putAttr("T", Attributes.FLOAT).build());
	}

	private static NodeDef constant(final String name, final List<Long> shape, final float[] values) {
		return Constants.node(name, DataType.DT_FLOAT, shape, TensorProtos.content(values));
	}

	/** None where nothing follows but a bias, which is as good as folded. */
	private Optional<Fold> fold(final Chain chain, final Map<String, Tensor> constants) {
		final int channels = chain.channels();
		final Affine affine = new Affine(channels);
		final List<NodeDef> folded = new ArrayList<>();
		for (final NodeDef node : chain.affine) {
			final List<Tensor> operands =
				node.getInputList().stream().map(constants::get).filter(Objects::nonNull).toList();
			if (operands.size() != node.getInputCount() - 1 ||
				!operands.stream().allMatch(operand -> isPerChannel(operand, channels))) break;
			then(affine, node, operands.stream().map(ConvolutionFolding::numbers).toList(),
				constants.containsKey(node.getInput(1)));
			folded.add(node);
		}
		return folded.isEmpty() || folded.size() == 1 && Op.of(folded.get(0)) == Op.BiasAdd
			? Optional.empty() : Optional.of(new Fold(chain, folded, affine));
	}

	/** One number, or one for each channel along the last axis. */
	private static boolean isPerChannel(final Tensor operand, final int channels) {
		final int rank = operand.shape().rank();
		return operand.size() == 1 ||
			operand.size() == channels && rank <= 4 && operand.shape().dimension(rank - 1) == channels;
	}

	private static IntToDoubleFunction numbers(final Tensor operand) {
		final float[] values = operand.data();
		return channel -> values[channel % values.length];
	}

	/** @param first whether what came before is the first input */
	private static void then(final Affine affine, final NodeDef node,
		final List<IntToDoubleFunction> operands, final boolean first) {
		final IntToDoubleFunction by = operands.get(0);
		switch (Op.of(node)) {
			case Mul -> affine.scale(by);
			case RealDiv, Div -> affine.scale(c -> 1 / by.applyAsDouble(c));
			case Sub -> {
				if (!first) affine.scale(c -> -1);
				affine.shift(first ? c -> -by.applyAsDouble(c) : by);
			}
			case FusedBatchNormV3 -> normalize(affine, node, operands);
			default -> affine.shift(by);
		}
	}

	/** @param operands scale, offset, mean and variance */
	private static void normalize(final Affine affine, final NodeDef node,
		final List<IntToDoubleFunction> operands) {
		final float epsilon =
			node.containsAttr("epsilon") ? node.getAttrOrThrow("epsilon").getF() : EPSILON;
		affine.shift(c -> -operands.get(2).applyAsDouble(c));
		affine.scale(c -> operands.get(0).applyAsDouble(c) /
			Math.sqrt(operands.get(3).applyAsDouble(c) + epsilon));
		affine.shift(operands.get(1));
	}

	private Optional<Chain> chain(final NodeDef convolution) {
		final Op op = Op.of(convolution);
		if (op != Op.Conv2D && op != Op.DepthwiseConv2dNative ||
			Attributes.isChannelsFirst(convolution)) return Optional.empty();
		final NodeDef filter =
			topology.node(topology.origin(topology.number(Edge.operation(convolution.getInput(1))),
				node -> Op.of(node) == Op.Identity));
		final List<NodeDef> affine = new ArrayList<>();
		for (NodeDef at = next(convolution); at != null; at = next(at))
			affine.add(at);
		return !Constants.is(filter) || DetachedConstants.is(filter) || affine.isEmpty() ||
			Constants.tensor(filter).getDtype() != DataType.DT_FLOAT || Constants.rank(filter) != 4
				? Optional.empty() : Optional.of(new Chain(convolution, filter, affine));
	}

	/** The only user of a node, if that scales or shifts its channels by constants; else null. */
	private NodeDef next(final NodeDef node) {
		final List<NodeDef> all = users.getOrDefault(node.getName(), List.of());
		return all.size() == 1 && isAffine(all.get(0), node.getName()) ? all.get(0) : null;
	}

	private boolean isAffine(final NodeDef user, final String of) {
		final Op op = Op.of(user);
		if (!op.is(OpTrait.AFFINE) || Attributes.isChannelsFirst(user) ||
			op == Op.FusedBatchNormV3 && Attributes.flag(user, "is_training", true)) return false;
		final boolean first = user.getInput(0).equals(of);
		for (int i = 0; i < user.getInputCount(); i++)
			if (user.getInput(i).equals(of) ? i > 0 && first : isOfImage(user.getInput(i))) return false;
		// Only the first can be a quotient's numerator, or what is normalized.
		return first || op == Op.Mul || op == Op.Add || op == Op.AddV2 || op == Op.Sub;
	}

	private boolean isOfImage(final String edge) {
		return ofImage[topology.number(Edge.operation(edge))];
	}
}
