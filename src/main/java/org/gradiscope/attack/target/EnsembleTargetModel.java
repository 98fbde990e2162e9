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

package org.gradiscope.attack.target;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Fetch;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * Several networks of the same classes under attack at once: it answers with the mean of their losses,
 * gradients and scores, so that what fools it is likely to fool a network that is not among them
 * (Liu et al. 2017, "Delving into Transferable Adversarial Examples and Black-box Attacks", who take the
 * mean of probabilities; that of losses is one of three ways that Dong et al. 2018 compare). Classes are those of the first
 * network; the others' are matched by their labels. Away from a class, each network is led from what it
 * says itself of the clean image.
 * <p>
 * While an attack runs, what fools is told by the mean of the scores. Gradients and forward passes count
 * for each network; a query is one, whoever is asked.
 * </p>
 */
public final class EnsembleTargetModel implements TargetModel {

	private final List<EnsembleMember> members;
	private final List<TargetModel.QueryLog> queries;

	private EnsembleTargetModel(final List<EnsembleMember> members,
		final List<TargetModel.QueryLog> queries) {
		this.members = members;
		this.queries = queries;
	}

	/**
	 * Of networks that are asked directly.
	 *
	 * @param criteria of the first network, one for each image; they are about classes
	 * @param clean the images, {@code [n, h, w, c]}
	 * @throws IllegalArgumentException if the networks have not the same classes, or a criterion is about none
	 */
	public static EnsembleTargetModel of(final List<? extends Network> networks,
		final List<? extends Criterion> criteria, final Pixels clean) {
		final List<EnsembleMember> members = new ArrayList<>();
		for (final Network network : networks)
			members.add(new EnsembleMember(
				new NetworkTargetModel(network, criteria(networks.get(0), network, criteria, clean)),
				EnsembleMember.classes(networks.get(0), network)));
		return new EnsembleTargetModel(members,
			criteria.stream().map(each -> new TargetModel.QueryLog()).toList());
	}

	/** @throws IllegalArgumentException if the networks have not the same classes */
	public static void check(final List<? extends Network> networks) {
		networks.forEach(network -> EnsembleMember.classes(networks.get(0), network));
	}

	/**
	 * What a further network of an ensemble is to say.
	 *
	 * @param first whose criteria there are
	 * @param clean the images
	 * @throws IllegalArgumentException if the networks have not the same classes, or a criterion is about none
	 */
	public static List<Criterion> criteria(final Network first, final Network other,
		final List<? extends Criterion> criteria, final Pixels clean) {
		if (other == first) return List.copyOf(criteria);
		final int[] classes = EnsembleMember.classes(first, other);
		final List<Prediction> said = Prediction.of(other, clean);
		return IntStream.range(0, said.size())
			.mapToObj(n -> EnsembleMember.own(criteria.get(n), said.get(n).best(), classes)).toList();
	}

	@Override
	public int count() {
		return queries.size();
	}

	@Override
	public int classes() {
		return first().classes();
	}

	private TargetModel first() {
		return members.get(0).model();
	}

	@Override
	public Criterion criterion(final int index) {
		return first().criterion(index);
	}

	@Override
	public TargetModel.QueryLog queries(final int index) {
		return queries.get(index);
	}

	@Override
	public TargetModel items(final int... indices) {
		return new EnsembleTargetModel(each(member -> member.with(member.model().items(indices))),
			Arrays.stream(indices).mapToObj(queries::get).toList());
	}

	@Override
	public TargetModel with(final List<? extends Criterion> criteria) {
		return new EnsembleTargetModel(each(member -> member.with(criteria)), queries);
	}

	@Override
	public TargetModel copies(final int index, final int count) {
		return new EnsembleTargetModel(each(member -> member.with(member.model().copies(index, count))),
			IntStream.range(0, count).mapToObj(n -> new TargetModel.QueryLog()).toList());
	}

	private List<EnsembleMember> each(final UnaryOperator<EnsembleMember> change) {
		return members.stream().map(change).toList();
	}

	@Override
	public Answer lossAndGradient(final Pixels images, final Loss loss) {
		final Answer mean = mean(member -> member.model().lossAndGradient(images, loss));
		for (int n = 0; n < count(); n++) {
			queries.get(n).addGradients(members.size());
			record(n, mean);
		}
		return mean;
	}

	@Override
	public Answer logits(final Pixels images, final Tensor weights) {
		final Answer mean = mean(member -> member.model().logits(images, member.ownOrder(weights)));
		for (final TargetModel.QueryLog each : queries)
			each.addGradients(members.size() * (images.count() / count()));
		if (count() == 1) record(0, mean);
		return mean;
	}

	private void record(final int n, final Answer mean) {
		queries.get(n).addStep(mean.values()[n], (float) probability(n, mean.scores().item(n)));
	}

	private Answer mean(final Function<EnsembleMember, Answer> asked) {
		final List<Answer> answers = members.stream().map(asked).toList();
		final float[] values = mean(
			answers.stream().map(one -> Tensor.of(Shape.of(one.values().length), one.values())).toList())
			.data();
		return new Answer(Map.of(Fetch.VALUES, Tensor.of(Shape.of(values.length), values),
			Fetch.GRADIENT, mean(answers.stream().map(Answer::gradient).toList()), Fetch.SCORES,
			scores(answers.stream().map(Answer::scores).toList())));
	}

	/** The mean of all members' scores, in the first network's order. */
	private Tensor scores(final List<Tensor> each) {
		return mean(
			IntStream.range(0, each.size()).mapToObj(m -> members.get(m).inOrder(each.get(m))).toList());
	}

	private static Tensor mean(final List<Tensor> each) {
		final Tensor mean = Tensor.zeros(each.get(0).shape());
		for (final Tensor one : each)
			for (int i = 0; i < mean.size(); i++)
				mean.data()[i] += one.data()[i] / each.size();
		return mean;
	}

	@Override
	public Tensor scores(final Pixels images) {
		for (final TargetModel.QueryLog each : queries)
			members.forEach(member -> each.addForward());
		return scores(members.stream().map(member -> member.model().scores(images)).toList());
	}

	@Override
	public Tensor query(final Pixels images, final int[] of) {
		final Tensor scores =
			scores(members.stream().map(member -> member.model().query(images, of)).toList());
		for (int i = 0; i < of.length; i++)
			queries.get(of[i]).addQuery(criterion(of[i]).isMet(scores.item(i)));
		return scores;
	}

	/** As the first network turns scores into probabilities. */
	@Override
	public double probability(final int index, final Tensor scores) {
		return first().probability(index, scores);
	}
}
