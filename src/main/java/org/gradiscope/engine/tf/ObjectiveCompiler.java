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
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.Probabilities;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.ExpressionOperations;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.index.Index;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Carries an expression out as operations of a graph. */
final class ObjectiveCompiler implements ExpressionOperations<Operand<TFloat32>> {

	/** The placeholder of what an objective is given. */
	static final String FED = "gradiscope_given";
	/** The placeholders of channels, numbered: each takes 0 and the channel. */
	static final String CHANNEL = "gradiscope_channel";

	/** Keeps the derivative of a root of 0 finite. */
	private static final float TINY = 1e-12f;

	private final Graph graph;
	private final Ops tf;
	private final Probabilities probabilities;
	private final Function<String, String> tensors;
	private final UsualOrder order;
	private final List<Output<?>> picked = new ArrayList<>();

	/**
	 * @param network says what scores mean
	 * @param order from that of the network's axes
	 * @param tensors from the name of a layer to the operation that gives its activations
	 */
	ObjectiveCompiler(final Graph graph, final Ops tf, final ModelDescriptor network,
		final UsualOrder order, final Function<String, String> tensors) {
		this.graph = graph;
		this.tf = tf;
		this.probabilities = network.probabilities();
		this.tensors = tensors;
		this.order = order;
	}

	@Override
	public Operand<TFloat32> activation(final String layer) {
		final String operation = tensors.apply(layer);
		return order.of(tf, operation, graph.<TFloat32>operationOrThrow(operation).output(0));
	}

	@Override
	public Operand<TFloat32> image() {
		return graph.operationOrThrow(Preprocessor.UNIT).output(0);
	}

	@Override
	public Operand<TFloat32> constant(final Tensor value) {
		try (TFloat32 floats = Tensors.toNative(value)) {
			return tf.constantOf(floats);
		}
	}

	@Override
	public Operand<TFloat32> placeholder() {
		final GraphOperation there = graph.operation(FED);
		return there == null ? GraphOps.of(graph).withName(FED).placeholder(TFloat32.class)
			: there.output(0);
	}

	@Override
	public Operand<TFloat32> part(final Operand<TFloat32> of, final int from, final Shape shape) {
		final int[] axes = new int[shape.rank() + 1];
		axes[0] = -1;
		System.arraycopy(shape.toArray(), 0, axes, 1, shape.rank());
		return tf.reshape(tf.stridedSlice(of, Indices.all(), Indices.slice(from, from + shape.size())),
			tf.constant(axes));
	}

	/** Which one is fed, so that objectives of other channels share the program. */
	@Override
	public Operand<TFloat32> channel(final Operand<TFloat32> of, final int channel) {
		require(channel, of.asOutput());
		final Operand<TInt32> first = GraphOps.of(graph).withName(CHANNEL + picked.size())
			.placeholder(TInt32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(2)));
		picked.add(of.asOutput());
		// Of all axes (an ellipsis) but the last, which is picked and dropped.
		return tf.stridedSlice(of, first, tf.math.add(first, tf.constant(1)),
			tf.constant(new int[] { 1, 1 }), StridedSlice.ellipsisMask(1L),
			StridedSlice.shrinkAxisMask(2L));
	}

	/** @throws IllegalArgumentException if an output has no such channel */
	static void require(final int channel, final Output<?> of) {
		final long count = of.shape().numDimensions() > 0 ? of.shape().get(-1) : -1;
		if (channel < 0 || count >= 0 && channel >= count)
			throw new IllegalArgumentException("There is no channel " + channel + " in " +
				of.op().name() + "; it has " + count + ", 0 to " + (count - 1) + ".");
	}

	/** What channels have been picked of, in the order of their placeholders. */
	List<Output<?>> picked() {
		return picked;
	}

	@Override
	public Operand<TFloat32> channelOfEach(final Operand<TFloat32> of, final List<Integer> channels) {
		channels.forEach(channel -> require(channel, of.asOutput()));
		final int depth = (int) of.shape().get(-1);
		final Tensor chosen = Tensor.zeros(Shape.of(channels.size(), depth));
		for (int n = 0; n < channels.size(); n++)
			chosen.data()[n * depth + channels.get(n)] = 1;
		final long[] alike = new long[of.shape().numDimensions()];
		Arrays.fill(alike, 1);
		alike[0] = channels.size();
		alike[alike.length - 1] = depth;
		return tf.reduceSum(tf.math.mul(of, tf.reshape(constant(chosen), tf.constant(alike))),
			tf.constant(-1));
	}

	@Override
	public Operand<TFloat32> position(final Operand<TFloat32> of, final List<Integer> place) {
		final int sides = of.shape().numDimensions() - 2;
		if (sides < 2) throw new IllegalArgumentException(of.op().name() +
			" has no positions, so no unit at (" + Expression.written(place, ", ") + ").");
		if (sides != place.size()) throw new IllegalArgumentException(of.op().name() + " has " + sides +
			" axes of positions, so a unit is at " + (sides == 3 ? "x,y,z" : "x,y") + ", but (" +
			Expression.written(place, ", ") + ") was given.");
		return tf.stridedSlice(of,
			Stream.concat(Stream.of(Indices.all()), place.stream().map(at -> Indices.at((long) at)))
				.toArray(Index[]::new));
	}

	@Override
	public Operand<TFloat32> mean(final Operand<TFloat32> of) {
		return tf.math.mean(of, innerAxes(of));
	}

	@Override
	public Operand<TFloat32> sum(final Operand<TFloat32> of) {
		return tf.reduceSum(of, innerAxes(of));
	}

	@Override
	public Operand<TFloat32> positionMean(final Operand<TFloat32> of) {
		final int last = of.shape().numDimensions() - 1;
		return tf.math.mean(of, tf.constant(IntStream.range(1, last).toArray()));
	}

	@Override
	public Operand<TFloat32> sorted(final Operand<TFloat32> of) {
		final Operand<TInt32> extents = tf.shape(of);
		final Operand<TFloat32> rows = tf.linalg.transpose(
			tf.reshape(of,
				tf.stack(
					List.of(extent(of, 0), tf.constant(-1), tf.stridedSlice(extents, Indices.at(-1))))),
			tf.constant(new int[] { 0, 2, 1 }));
		return tf.nn.<TFloat32>topK(rows, extent(rows, 2), new TopK.Options[0]).values();
	}

	@Override
	public Operand<TFloat32> root(final Operand<TFloat32> of) {
		return tf.math.sqrt(tf.math.maximum(of, tf.constant(TINY)));
	}

	/** All axes but the first. */
	private Operand<TInt32> innerAxes(final Operand<TFloat32> of) {
		return tf.range(tf.constant(1), tf.rank(of), tf.constant(1));
	}

	@Override
	public Operand<TFloat32> square(final Operand<TFloat32> of) {
		return tf.math.square(of);
	}

	@Override
	public Operand<TFloat32> absolute(final Operand<TFloat32> of) {
		return tf.math.abs(of);
	}

	@Override
	public Operand<TFloat32> product(final Operand<TFloat32> left, final Operand<TFloat32> right) {
		return tf.math.mul(left, right);
	}

	@Override
	public Operand<TFloat32> quotient(final Operand<TFloat32> left, final Operand<TFloat32> right) {
		return tf.math.div(left, right);
	}

	@Override
	public Operand<TFloat32> largest(final Operand<TFloat32> of, final int rank) {
		final long count = of.shape().numDimensions() > 0 ? of.shape().get(-1) : -1;
		if (count >= 0 && count < rank) throw new IllegalArgumentException("The objective compares " +
			rank + " classes, but the network has " + count + "; take another loss.");
		// TensorFlow has no gradient for its places, and they need none.
		final Operand<TInt32> place = tf.stridedSlice(
			tf.nn.<TFloat32>topK(tf.stopGradient(of), tf.constant(rank), new TopK.Options[0]).indices(),
			Indices.ellipsis(), Indices.at(rank - 1));
		final Operand<TFloat32> chosen = tf.oneHot(place, tf.stridedSlice(tf.shape(of), Indices.at(-1)),
			tf.constant(1f), tf.constant(0f));
		return tf.reduceSum(tf.math.mul(of, chosen), tf.constant(-1));
	}

	@Override
	public Operand<TFloat32> closest(final Operand<TFloat32> of, final Tensor vectors) {
		return tf.max(projection(of, vectors), tf.constant(-1));
	}

	@Override
	public Operand<TFloat32> projection(final Operand<TFloat32> of, final Tensor vectors) {
		final String positions = "nhwd".substring(0, Math.max(1, of.shape().numDimensions() - 1));
		return tf.linalg.einsum(List.of(of, constant(vectors)), positions + "c,jc->" + positions + "j");
	}

	@Override
	public Operand<TFloat32> add(final Operand<TFloat32> left, final Operand<TFloat32> right) {
		return tf.math.add(left, right);
	}

	@Override
	public Operand<TFloat32> scale(final Operand<TFloat32> of, final double factor) {
		return tf.math.mul(of, tf.constant((float) factor));
	}

	@Override
	public Operand<TFloat32> logProbabilities(final Operand<TFloat32> of) {
		requireProbabilities();
		return probabilities == Probabilities.SOFTMAX ? tf.nn.logSoftmax(of)
			: tf.math.neg(tf.math.softplus(tf.math.neg(of)));
	}

	@Override
	public Operand<TFloat32> probabilities(final Operand<TFloat32> of) {
		requireProbabilities();
		return probabilities == Probabilities.SOFTMAX ? tf.nn.softmax(of) : tf.math.sigmoid(of);
	}

	private void requireProbabilities() {
		if (probabilities == Probabilities.NONE) throw new EngineException(
			"The network gives values, not classes, so there is no probability; take score=logit.");
	}

	@Override
	public Operand<TFloat32> gram(final Operand<TFloat32> of) {
		final Operand<TFloat32> positions =
			tf.dtypes.cast(tf.math.mul(extent(of, 1), extent(of, 2)), TFloat32.class);
		return tf.math.div(tf.linalg.einsum(List.of(of, of), "nhwi,nhwj->nij"), positions);
	}

	private Operand<TInt32> extent(final Operand<TFloat32> of, final int axis) {
		return tf.stridedSlice(tf.shape(of), Indices.at(axis));
	}

	@Override
	public Operand<TFloat32> totalVariation(final Operand<TFloat32> of) {
		final Index all = Indices.all();
		final Index first = Indices.sliceTo(-1);
		final Index second = Indices.sliceFrom(1);
		final Operand<TFloat32> inPlane =
			tf.math.add(squaredDifference(of, new Index[] { all, first }, new Index[] { all, second }),
				squaredDifference(of, new Index[] { all, all, first }, new Index[] { all, all, second }));
		return of.shape().numDimensions() < 5 ? inPlane : tf.math.add(inPlane, squaredDifference(of,
			new Index[] { all, all, all, first }, new Index[] { all, all, all, second }));
	}

	private Operand<TFloat32> squaredDifference(final Operand<TFloat32> of, final Index[] one,
		final Index[] other) {
		return mean(square(tf.math.sub(tf.stridedSlice(of, other), tf.stridedSlice(of, one))));
	}

	@Override
	public Operand<TFloat32> blur(final Operand<TFloat32> of) {
		final Operand<TFloat32> padded = tf.mirrorPad(of,
			tf.constant(new int[][] { { 0, 0 }, { 1, 1 }, { 1, 1 }, { 0, 0 } }), "REFLECT");
		return along(along(padded, 1), 2);
	}

	/** {@code (1, 2, 1) / 4} along an axis, which becomes shorter by two. */
	private Operand<TFloat32> along(final Operand<TFloat32> of, final int axis) {
		final Operand<TFloat32> outer =
			tf.math.add(slice(of, axis, Indices.sliceTo(-2)), slice(of, axis, Indices.sliceFrom(2)));
		final Operand<TFloat32> middle = slice(of, axis, Indices.slice(1, -1));
		return tf.math.add(scale(outer, 0.25), scale(middle, 0.5));
	}

	private Operand<TFloat32> slice(final Operand<TFloat32> of, final int axis, final Index part) {
		return tf.stridedSlice(of, axis == 1 ? new Index[] { Indices.all(), part }
			: new Index[] { Indices.all(), Indices.all(), part });
	}

	@Override
	public Operand<TFloat32> similarity(final Operand<TFloat32> of) {
		final Operand<TInt32> count = extent(of, 0);
		final Operand<TFloat32> flat = tf.reshape(of, tf.stack(List.of(count, tf.constant(-1))));
		final Operand<TFloat32> norm =
			tf.math.sqrt(tf.math.add(tf.reduceSum(square(flat), tf.constant(1), ReduceSum.keepDims(true)),
				tf.constant(TINY)));
		final Operand<TFloat32> unit = tf.math.div(flat, norm);
		// Each item's cosine to all, less the one to itself.
		final Operand<TFloat32> all = tf.reduceSum(unit, tf.constant(0), ReduceSum.keepDims(true));
		final Operand<TFloat32> others =
			tf.reduceSum(tf.math.mul(unit, tf.math.sub(all, unit)), tf.constant(1));
		return tf.math.div(others, tf.math.maximum(tf.constant(1f),
			tf.dtypes.cast(tf.math.sub(count, tf.constant(1)), TFloat32.class)));
	}
}
