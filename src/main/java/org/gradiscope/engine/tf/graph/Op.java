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
package org.gradiscope.engine.tf.graph;

import static org.gradiscope.engine.tf.graph.Backward.*;
import static org.gradiscope.engine.tf.graph.LinearIn.EITHER;
import static org.gradiscope.engine.tf.graph.LinearIn.FIRST;
import static org.gradiscope.engine.tf.graph.LinearIn.THIRD;
import static org.gradiscope.engine.tf.graph.OpFacts.function;
import static org.gradiscope.engine.tf.graph.OpFacts.op;
import static org.gradiscope.engine.tf.graph.OpFacts.unfrozen;
import static org.gradiscope.engine.tf.graph.OpTrait.*;
import static org.gradiscope.engine.tf.graph.PropagationKind.*;
import static org.gradiscope.engine.tf.graph.ResultSize.*;
import static org.gradiscope.engine.tf.graph.ShapeRule.*;

import java.util.HashMap;
import java.util.Map;

import org.tensorflow.GraphOperation;
import org.tensorflow.proto.NodeDef;

/**
 * The one table of operations, spelt as TensorFlow spells them: those that do nothing but compute tensors
 * from tensors, and all that is known of each. A graph is a program, and there are operations that read
 * and write files or run other programs; whatever is not listed here, or is listed last, is not run.
 * <p>
 * A new operation is a row here, with a gradient rule if its gradient is {@link Backward#OURS}, and its
 * tests: lines of {@code gradients.txt} (finite differences) and of {@code operations.txt} (one sound use).
 * </p>
 */
public enum Op {

	// @formatter:off

	// Inputs and constants
	Const(op(STOPS, CONSTANT)),
	Placeholder(op(STOPS, NOT_FOLLOWED)),
	PlaceholderV2(unfrozen()),
	PlaceholderWithDefault(op(OURS, SAME).is(KEEPS_CHANNELS)),

	// What hands its input on
	Identity(op(THEIRS, SAME).relevance(PASSED)
		.is(ELEMENTWISE, IN_PLACE, KEEPS_CHANNELS, KEEPS_SIGN, MOVES_PIXELS, SAME_NUMBERS)),
	IdentityN(op(OURS, SAME).is(KEEPS_CHANNELS)),
	StopGradient(op(STOPS, SAME).is(ELEMENTWISE, IN_PLACE, KEEPS_CHANNELS, SAME_NUMBERS)),
	PreventGradient(function(REFUSED).is(SAME_NUMBERS)),
	Cast(op(THEIRS, SAME).is(ELEMENTWISE, KEEPS_CHANNELS, MOVES_PIXELS)),
	EnsureShape(op(OURS, NOT_FOLLOWED)),
	NoOp(op(NOTHING, NOT_FOLLOWED)),

	// math: of one number
	Abs(function(THEIRS).is(IN_PLACE)),
	Acos(function(THEIRS)), Acosh(function(THEIRS)), Asin(function(THEIRS)), Asinh(function(THEIRS)),
	Atan(function(THEIRS)), Atanh(function(THEIRS)),
	Ceil(function(NOTHING)),
	Cos(function(THEIRS)), Cosh(function(THEIRS)),
	Digamma(function(OURS)),
	Erf(function(THEIRS)), Erfc(function(OURS)),
	Exp(function(THEIRS).is(IN_PLACE)), Expm1(function(THEIRS)),
	Floor(function(STOPS)),
	Inv(function(THEIRS)),
	IsFinite(function(NOTHING)), IsInf(function(NOTHING)), IsNan(function(NOTHING)),
	Lgamma(function(THEIRS)),
	Log(function(THEIRS).is(IN_PLACE)), Log1p(function(THEIRS)),
	LogicalNot(function(STOPS)),
	Neg(function(THEIRS).relevance(SHARED).is(IN_PLACE)),
	OnesLike(function(NOTHING)),
	Reciprocal(function(THEIRS)),
	Rint(function(NOTHING)), Round(function(NOTHING)),
	Rsqrt(function(THEIRS).is(IN_PLACE)),
	Sigmoid(function(THEIRS).is(IN_PLACE, MINOR)),
	Sign(function(THEIRS)), Sin(function(THEIRS)), Sinh(function(THEIRS)),
	Sqrt(function(THEIRS).is(IN_PLACE)), Square(function(THEIRS).is(IN_PLACE)),
	Tan(function(THEIRS)),
	Tanh(function(THEIRS).relevance(PASSED).is(IN_PLACE)),
	ZerosLike(function(STOPS)),

	// math: of several numbers, broadcast
	Add(op(THEIRS, BROADCAST).relevance(SHARED)
		.is(AFFINE, IN_PLACE, KEEPS_CHANNELS, KEEPS_SIGN)),
	AddV2(op(THEIRS, BROADCAST).relevance(SHARED)
		.is(AFFINE, IN_PLACE, KEEPS_CHANNELS, KEEPS_SIGN)),
	AddN(op(THEIRS, BROADCAST).relevance(SHARED).is(KEEPS_SIGN)),
	Atan2(op(OURS, BROADCAST)),
	Betainc(op(REFUSED, NOT_FOLLOWED)),
	ClipByValue(op(THEIRS, LIKE_FIRST).relevance(PASSED, FIRST).is(KEEPS_CHANNELS, RECTIFIER)),
	Div(op(THEIRS, BROADCAST).relevance(SHARED, FIRST).is(AFFINE, KEEPS_CHANNELS)),
	DivNoNan(op(THEIRS, BROADCAST)),
	Equal(op(STOPS, BROADCAST)),
	FloorDiv(op(NOTHING, BROADCAST)),
	FloorMod(op(OURS, BROADCAST)),
	Greater(op(STOPS, BROADCAST)), GreaterEqual(op(STOPS, BROADCAST)),
	Igamma(op(REFUSED, NOT_FOLLOWED)), Igammac(op(REFUSED, NOT_FOLLOWED)),
	Less(op(STOPS, BROADCAST)), LessEqual(op(STOPS, BROADCAST)),
	LogicalAnd(op(STOPS, BROADCAST)), LogicalOr(op(STOPS, BROADCAST)),
	Maximum(op(THEIRS, BROADCAST).relevance(PASSED, EITHER).is(IN_PLACE, KEEPS_CHANNELS, PICKS_NUMBERS)),
	Minimum(op(THEIRS, BROADCAST).relevance(PASSED, EITHER).is(IN_PLACE, KEEPS_CHANNELS, PICKS_NUMBERS)),
	Mod(op(OURS, BROADCAST)),
	Mul(op(THEIRS, BROADCAST).relevance(SHARED, EITHER).is(AFFINE, IN_PLACE, KEEPS_CHANNELS)),
	MulNoNan(op(OURS, BROADCAST)),
	NotEqual(op(STOPS, BROADCAST)),
	Pow(op(THEIRS, BROADCAST)),
	RealDiv(op(THEIRS, BROADCAST).relevance(SHARED, FIRST).is(AFFINE, IN_PLACE, KEEPS_CHANNELS)),
	Select(op(THEIRS, NOT_FOLLOWED)), SelectV2(op(THEIRS, BROADCAST)),
	SquaredDifference(op(THEIRS, BROADCAST)),
	Sub(op(THEIRS, BROADCAST).relevance(SHARED).is(AFFINE, IN_PLACE, KEEPS_CHANNELS)),
	TruncateDiv(op(NOTHING, BROADCAST)), TruncateMod(op(OURS, BROADCAST)),
	Xdivy(op(OURS, BROADCAST)), Xlogy(op(OURS, BROADCAST)),

	// math: along axes
	All(op(NOTHING, REDUCTION).shapedBy(1)), Any(op(NOTHING, REDUCTION).shapedBy(1)),
	ArgMax(op(NOTHING, REDUCTION).shapedBy(1)), ArgMin(op(NOTHING, REDUCTION).shapedBy(1)),
	Cumprod(op(OURS, NOT_FOLLOWED).shapedBy(1)), Cumsum(op(THEIRS, NOT_FOLLOWED).shapedBy(1)),
	L2Loss(op(THEIRS, NOT_FOLLOWED)),
	Max(op(OURS, REDUCTION).relevance(ROUTED).shapedBy(1)),
	Mean(op(OURS, REDUCTION).relevance(SHARED).is(KEEPS_SIGN).shapedBy(1)),
	Min(op(OURS, REDUCTION).shapedBy(1)),
	Prod(op(OURS, REDUCTION).shapedBy(1)),
	Sum(op(OURS, REDUCTION).relevance(SHARED).is(KEEPS_SIGN).shapedBy(1)),
	TopK(op(REFUSED, NOT_FOLLOWED).attributes("k=0..536870912")),
	TopKV2(op(OURS, NOT_FOLLOWED).shapedBy(1)),

	// linalg
	BatchMatMul(op(THEIRS, BATCH_MATMUL).is(LAYER, WEIGHTED, MATRIX_PRODUCT)),
	BatchMatMulV2(op(THEIRS, BATCH_MATMUL).is(LAYER, WEIGHTED, MATRIX_PRODUCT)),
	BatchMatMulV3(op(THEIRS, BATCH_MATMUL).is(LAYER, WEIGHTED, MATRIX_PRODUCT)),
	Einsum(op(THEIRS, NOT_FOLLOWED).is(LAYER, WEIGHTED)),
	MatMul(op(THEIRS, MATMUL).relevance(WEIGHED, FIRST).is(LAYER, WEIGHTED, MATRIX_PRODUCT)),

	// nn: convolutions
	Conv2D(op(OURS, WINDOW).relevance(WEIGHED, FIRST).is(LAYER, WEIGHTED)
		.attributes("strides=4*SIZE dilations=4*SIZE explicit_paddings=0|8*PAD")),
	Conv2DBackpropInput(op(THEIRS, TRANSPOSED_CONVOLUTION).relevance(WEIGHED, THIRD)
		.is(LAYER, WEIGHTED)
		.attributes("strides=4*SIZE dilations=4*SIZE explicit_paddings=0|8*PAD").shapedBy(0)),
	Conv3D(op(OURS, WINDOW).relevance(WEIGHED, FIRST).is(LAYER, WEIGHTED).attributes("strides=5*SIZE dilations=5*SIZE")),
	Conv3DBackpropInputV2(op(OURS, TRANSPOSED_CONVOLUTION).relevance(WEIGHED, THIRD)
		.is(LAYER, WEIGHTED)
		.attributes("strides=5*SIZE dilations=5*SIZE").shapedBy(0)),
	DepthwiseConv2dNative(op(OURS, WINDOW).relevance(WEIGHED, FIRST).is(LAYER, WEIGHTED)
		.attributes("strides=4*SIZE dilations=4*SIZE explicit_paddings=0|8*PAD")),
	DepthwiseConv2dNativeBackpropInput(op(OURS, NOT_FOLLOWED).is(WEIGHTED)
		.attributes("strides=4*SIZE dilations=4*SIZE explicit_paddings=0|8*PAD").shapedBy(0)),
	Dilation2D(op(OURS, NOT_FOLLOWED).attributes("strides=4*SIZE rates=4*SIZE")),
	FusedPadConv2D(op(OURS, NOT_FOLLOWED).is(WEIGHTED).attributes("strides=4*SIZE").shapedBy(1)),

	// nn: pools
	AvgPool(op(THEIRS, WINDOW).relevance(SHARED).is(KEEPS_SIGN, LAYER)
		.attributes("ksize=4*SIZE strides=4*SIZE")),
	AvgPool3D(op(THEIRS, WINDOW).relevance(SHARED).is(KEEPS_SIGN, LAYER).attributes("ksize=5*SIZE strides=5*SIZE")),
	MaxPool(op(OURS, WINDOW).relevance(ROUTED).is(FLOAT_BY_DEFAULT, LAYER, PICKS_NUMBERS)
		.attributes("ksize=4*SIZE strides=4*SIZE explicit_paddings=0|8*PAD")),
	MaxPool3D(op(THEIRS, WINDOW).relevance(ROUTED).is(LAYER).attributes("ksize=5*SIZE strides=5*SIZE")),
	MaxPoolV2(op(THEIRS, WINDOW).relevance(ROUTED).is(FLOAT_BY_DEFAULT, LAYER).shapedBy(1, 2)),

	// nn: biases and normalizations
	BiasAdd(op(THEIRS, LIKE_FIRST).relevance(SHARED, FIRST).is(AFFINE, IN_PLACE, KEEPS_CHANNELS)),
	BiasAddV1(op(OURS, LIKE_FIRST)),
	FusedBatchNorm(op(OURS, BATCH_NORM).is(KEEPS_CHANNELS, LAYER)),
	FusedBatchNormV2(op(OURS, BATCH_NORM).is(KEEPS_CHANNELS, LAYER)),
	FusedBatchNormV3(op(OURS, BATCH_NORM).relevance(SHARED, FIRST).is(AFFINE, KEEPS_CHANNELS, LAYER)),
	LRN(op(OURS, LIKE_FIRST).is(FLOAT_BY_DEFAULT, LAYER).attributes("depth_radius=0..65536")),

	// nn: activations
	Elu(function(THEIRS).relevance(PASSED).is(IN_PLACE, RECTIFIER)),
	LeakyRelu(function(THEIRS).relevance(PASSED).is(FLOAT_BY_DEFAULT, IN_PLACE, RECTIFIER)),
	LogSoftmax(op(OURS, SOFTMAX)),
	Relu(function(OURS).relevance(PASSED).is(IN_PLACE, RECTIFIER).reluGradient("ReluGrad")),
	Relu6(function(OURS).relevance(PASSED).is(IN_PLACE, RECTIFIER).reluGradient("Relu6Grad")),
	Selu(function(THEIRS).relevance(PASSED).is(IN_PLACE, RECTIFIER)),
	Softmax(op(THEIRS, SOFTMAX).is(LAYER)),
	Softplus(function(THEIRS).relevance(PASSED).is(IN_PLACE, RECTIFIER)),
	Softsign(function(THEIRS).is(IN_PLACE)),

	// array: shapes
	BroadcastArgs(op(NOTHING, NOT_FOLLOWED).shapedBy(0, 1)),
	BroadcastTo(op(OURS, BROADCAST_TO).relevance(ROUTED).shapedBy(1).makes(PRODUCT, 1)),
	ExpandDims(op(THEIRS, EXPAND_DIMS).relevance(ROUTED)
		.is(IN_PLACE, MINOR, MOVES_PIXELS, SAME_NUMBERS).shapedBy(1)),
	Rank(op(STOPS, RANK).is(READS_SHAPE)),
	Reshape(op(THEIRS, RESHAPE).relevance(ROUTED).is(IN_PLACE, MINOR, SAME_NUMBERS).shapedBy(1)),
	Shape(op(STOPS, SHAPE).is(READS_SHAPE)), ShapeN(op(STOPS, NOT_FOLLOWED).is(READS_SHAPE)),
	Size(op(STOPS, NOT_FOLLOWED).is(READS_SHAPE)),
	Squeeze(op(THEIRS, SQUEEZE).relevance(ROUTED).is(IN_PLACE, MINOR, SAME_NUMBERS)
		.attributes("squeeze_dims=0|1|2|3|4|5|6|7|8*AXIS")),
	Transpose(op(THEIRS, TRANSPOSE).relevance(ROUTED).is(KEEPS_CHANNELS, MINOR, MOVES_PIXELS)
		.shapedBy(1)),

	// array: joining and taking apart
	Concat(op(OURS, CONCAT).is(LAYER).shapedBy(0)),
	ConcatV2(op(OURS, CONCAT_V2).relevance(ROUTED).is(LAYER, PICKS_NUMBERS).shapedBy(-1)),
	Gather(op(OURS, NOT_FOLLOWED)), GatherNd(op(THEIRS, NOT_FOLLOWED)),
	GatherV2(op(OURS, GATHER).relevance(ROUTED, FIRST).attributes("batch_dims=AXIS").shapedBy(2)),
	Pack(op(THEIRS, PACK).relevance(ROUTED).is(PICKS_NUMBERS).attributes("axis=AXIS")),
	Slice(op(OURS, SLICE).relevance(ROUTED).is(MINOR, MOVES_PIXELS).shapedBy(1, 2)),
	Split(op(THEIRS, SPLIT).relevance(ROUTED).shapedBy(0)),
	SplitV(op(THEIRS, NOT_FOLLOWED).relevance(ROUTED).shapedBy(1, 2).rank(1, 1).rank(2, 0)),
	StridedSlice(op(OURS, STRIDED_SLICE).relevance(ROUTED).is(MINOR, MOVES_PIXELS)
		.attributes("begin_mask=MASK end_mask=MASK ellipsis_mask=MASK new_axis_mask=MASK " +
			"shrink_axis_mask=MASK")
		.shapedBy(1, 2, 3)),
	Unpack(op(THEIRS, UNPACK).relevance(ROUTED).attributes("axis=AXIS")),
	Where(op(NOTHING, NOT_FOLLOWED)),

	// array: filling, repeating, moving
	BatchToSpace(op(THEIRS, NOT_FOLLOWED).attributes("block_size=2..1024").shapedBy(1)),
	BatchToSpaceND(op(THEIRS, NOT_FOLLOWED).relevance(ROUTED).is(MINOR, PICKS_NUMBERS).shapedBy(1, 2)),
	DepthToSpace(op(THEIRS, DEPTH_TO_SPACE).relevance(ROUTED).attributes("block_size=2..1024")),
	Fill(op(THEIRS, FILL).shapedBy(0).makes(PRODUCT, 0)),
	InvertPermutation(op(STOPS, NOT_FOLLOWED).shapedBy(0)),
	MatrixBandPart(op(THEIRS, LIKE_FIRST).rank(1, 0).rank(2, 0)),
	LinSpace(op(NOTHING, NOT_FOLLOWED).shapedBy(2).makes(PRODUCT, 2)),
	MirrorPad(op(THEIRS, PAD).relevance(ROUTED, FIRST).is(KEEPS_CHANNELS, MINOR, MOVES_PIXELS)
		.shapedBy(1).makes(PADDED, 1)),
	OneHot(op(STOPS, NOT_FOLLOWED).attributes("axis=AXIS").shapedBy(1).makes(MULTIPLE, 1)),
	Pad(op(OURS, PAD).relevance(ROUTED, FIRST).is(KEEPS_CHANNELS, MINOR, MOVES_PIXELS)
		.shapedBy(1).makes(PADDED, 1)),
	PadV2(op(OURS, PAD).relevance(ROUTED, FIRST).is(KEEPS_CHANNELS, MINOR, MOVES_PIXELS)
		.shapedBy(1).makes(PADDED, 1)),
	Range(op(NOTHING, NOT_FOLLOWED).shapedBy(0, 1, 2).makes(RANGE, 0, 1, 2)),
	Reverse(op(OURS, NOT_FOLLOWED).shapedBy(1)),
	ReverseV2(op(THEIRS, NOT_FOLLOWED).relevance(ROUTED).shapedBy(1)),
	Roll(op(THEIRS, NOT_FOLLOWED).relevance(ROUTED).shapedBy(1, 2)),
	SpaceToBatch(op(THEIRS, NOT_FOLLOWED).attributes("block_size=2..1024").shapedBy(1)),
	SpaceToBatchND(op(THEIRS, NOT_FOLLOWED).relevance(ROUTED).is(MINOR, PICKS_NUMBERS).shapedBy(1, 2)),
	SpaceToDepth(op(THEIRS, SPACE_TO_DEPTH).relevance(ROUTED).attributes("block_size=2..1024")),
	Tile(op(THEIRS, TILE).relevance(ROUTED).shapedBy(1).makes(MULTIPLE, 1)),

	// image
	CropAndResize(op(THEIRS, NOT_FOLLOWED).is(INTERPOLATES, MOVES_PIXELS)
		.shapedBy(3).makes(PRODUCT, 3)),
	ResizeArea(op(OURS, RESIZE).is(KEEPS_CHANNELS).shapedBy(1).makes(PRODUCT, 1)),
	ResizeBicubic(op(THEIRS, RESIZE).is(KEEPS_CHANNELS, LAYER).shapedBy(1).makes(PRODUCT, 1)),
	ResizeBilinear(op(THEIRS, RESIZE).relevance(SHARED)
		.is(INTERPOLATES, KEEPS_CHANNELS, LAYER, MOVES_PIXELS)
		.shapedBy(1).makes(PRODUCT, 1)),
	ResizeNearestNeighbor(op(THEIRS, RESIZE).relevance(ROUTED).is(KEEPS_CHANNELS, LAYER, MOVES_PIXELS)
		.shapedBy(1).makes(PRODUCT, 1)),
	ScaleAndTranslate(op(OURS, RESIZE).is(INTERPOLATES, KEEPS_CHANNELS).shapedBy(1).makes(PRODUCT, 1)),

	// Not run: functions, control flow, lists, variables and checks, which are taken out or refused
	Assign(unfrozen()), AssignVariableOp(unfrozen()), ReadVariableOp(unfrozen()),
	ResourceGather(unfrozen()), ResourceGatherNd(unfrozen()), RestoreV2(unfrozen()),
	VarHandleOp(unfrozen()), Variable(unfrozen()), VariableV2(unfrozen()),
	Case(unfrozen().is(BRANCH)), If(unfrozen().is(BRANCH)), Merge(unfrozen().is(BRANCH)),
	RefMerge(unfrozen().is(BRANCH)), RefSwitch(unfrozen().is(BRANCH)),
	StatelessCase(unfrozen().is(BRANCH)), StatelessIf(unfrozen().is(BRANCH)),
	Switch(unfrozen().is(BRANCH)),
	Enter(unfrozen().is(LOOP)), Exit(unfrozen().is(LOOP)), For(unfrozen().is(LOOP)),
	LoopCond(unfrozen().is(LOOP)), NextIteration(unfrozen().is(LOOP)),
	StatelessWhile(unfrozen().is(LOOP)), While(unfrozen().is(LOOP)),
	EmptyTensorList(unfrozen()), TensorListConcatLists(unfrozen()), TensorListConcatV2(unfrozen()),
	TensorListElementShape(unfrozen().is(READS_SHAPE)), TensorListFromTensor(unfrozen()), TensorListGather(unfrozen()),
	TensorListGetItem(unfrozen()), TensorListLength(unfrozen().is(READS_SHAPE)), TensorListPopBack(unfrozen()),
	TensorListPushBack(unfrozen()), TensorListReserve(unfrozen()), TensorListResize(unfrozen()),
	TensorListSetItem(unfrozen()), TensorListStack(unfrozen()),
	TensorArrayGatherV3(unfrozen()), TensorArrayReadV3(unfrozen()), TensorArrayScatterV3(unfrozen()),
	TensorArraySizeV3(unfrozen().is(READS_SHAPE)), TensorArrayV3(unfrozen()), TensorArrayWriteV3(unfrozen()),
	CheckNumerics(op(NOT_RUN, SAME).is(SAME_NUMBERS)), CheckNumericsV2(op(NOT_RUN, SAME)),
	Dequantize(unfrozen()),
	PartitionedCall(unfrozen()), StatefulPartitionedCall(unfrozen()),
	RandomUniform(unfrozen()), RefIdentity(op(NOT_RUN, SAME)), SymbolicGradient(unfrozen()),

	// @formatter:on

	/** Any other; it is not run. */
	Unlisted(op(NOT_RUN, NOT_FOLLOWED));

	private static final Map<String, Op> BY_NAME = new HashMap<>();

	static {
		for (final Op op : values())
			if (op != Unlisted) BY_NAME.put(op.name(), op);
	}

	private final OpFacts facts;

	Op(final OpFacts facts) {
		this.facts = facts;
	}

	/** @param name as TensorFlow spells it */
	public static Op of(final String name) {
		return BY_NAME.getOrDefault(name, Unlisted);
	}

	public static Op of(final NodeDef node) {
		return of(node.getOp());
	}

	public static Op of(final GraphOperation operation) {
		return of(operation.type());
	}

	/** Whether it does nothing but compute. */
	public boolean isAllowed() {
		return backward() != NOT_RUN;
	}

	/** How gradients pass it. */
	public Backward backward() {
		return facts.backward;
	}

	/** How the shape of its first output follows from those of its inputs. */
	public ShapeRule shape() {
		return facts.shape;
	}

	/** What it does to relevance, as long as the image comes in as {@link #linearIn()} says. */
	public PropagationKind relevance() {
		return facts.relevance;
	}

	public LinearIn linearIn() {
		return facts.linearIn;
	}

	public boolean is(final OpTrait trait) {
		return facts.traits.contains(trait);
	}

	/** TensorFlow's operation for the gradient of a ReLU, which can be overridden; null for all others. */
	public String reluGradient() {
		return facts.reluGradient;
	}

	/**
	 * What the whole numbers of its attributes may be, beyond what TensorFlow's own definition says:
	 * {@code name=least..most}, or {@code name=count|count*least..most} for lists.
	 */
	public String attributes() {
		return facts.attributes;
	}

	/**
	 * The places of the inputs that decide shapes, which must be known before the network runs.
	 *
	 * @param inputs how many there are
	 */
	public int[] shapedBy(final int inputs) {
		return facts.shapedBy.stream().mapToInt(place -> place < 0 ? place + inputs : place)
			.filter(place -> place >= 0 && place < inputs).toArray();
	}

	/** How many axes inputs must have, by their places; only of those at which TensorFlow does not look. */
	public Map<Integer, Integer> ranks() {
		return facts.ranks;
	}

	/** How large its result is, by the numbers in some of its inputs; null where these do not say. */
	public ResultSize resultSize() {
		return facts.resultSize;
	}

	/** The places of the inputs whose numbers say how large the result is. */
	public int[] sizedBy() {
		return facts.sizedBy;
	}
}
