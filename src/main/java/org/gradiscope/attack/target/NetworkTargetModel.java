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
import java.util.Collections;
import java.util.List;

import org.gradiscope.attack.target.Criterion.OfClasses;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.engine.Query;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** A network under attack, asked directly. */
public final class NetworkTargetModel implements TargetModel {

	private final Network network;
	private final List<Criterion> criteria;
	private final List<TargetModel.QueryLog> queries;

	/** @param criteria one for each image */
	public NetworkTargetModel(final Network network, final List<? extends Criterion> criteria) {
		this(network, List.copyOf(criteria), new ArrayList<>());
		if (criteria.stream().anyMatch(OfClasses.class::isInstance))
			network.descriptor().requireClasses("An attack");
		criteria.forEach(criterion -> queries.add(new TargetModel.QueryLog()));
	}

	private NetworkTargetModel(final Network network, final List<Criterion> criteria,
		final List<TargetModel.QueryLog> queries) {
		this.network = network;
		this.criteria = criteria;
		this.queries = queries;
	}

	@Override
	public int count() {
		return criteria.size();
	}

	@Override
	public int classes() {
		return network.descriptor().labels().count();
	}

	@Override
	public Criterion criterion(final int index) {
		return criteria.get(index);
	}

	@Override
	public TargetModel.QueryLog queries(final int index) {
		return queries.get(index);
	}

	@Override
	public TargetModel items(final int... indices) {
		return new NetworkTargetModel(network, Arrays.stream(indices).mapToObj(criteria::get).toList(),
			Arrays.stream(indices).mapToObj(queries::get).toList());
	}

	@Override
	public TargetModel with(final List<? extends Criterion> others) {
		return new NetworkTargetModel(network, List.copyOf(others), queries);
	}

	@Override
	public TargetModel copies(final int index, final int count) {
		return new NetworkTargetModel(network, Collections.nCopies(count, criteria.get(index)));
	}

	@Override
	public Answer lossAndGradient(final Pixels images, final Loss loss) {
		final Answer evaluation = evaluate(images, objective(loss));
		for (int n = 0; n < count(); n++) {
			queries.get(n).addGradients(1);
			record(n, evaluation);
		}
		return evaluation;
	}

	private Answer evaluate(final Pixels images, final Objective objective) {
		return network
			.answer(Query.of(images).objective(objective).withValues().withGradient().withScores());
	}

	private Objective objective(final Loss loss) {
		if (criteria.get(0) instanceof final Criterion.RegionCriterion region &&
			criteria.stream().distinct().count() == 1) return region.objective(loss);
		return loss.of(classCriteria(), classes());
	}

	private void record(final int n, final Answer evaluation) {
		final float loss = evaluation.values()[n];
		if (criteria.get(n) instanceof OfClasses)
			queries.get(n).addStep(loss, (float) probability(n, evaluation.scores().item(n)));
		else queries.get(n).addStep(loss);
	}

	@Override
	public double probability(final int index, final Tensor scores) {
		if (!(criteria.get(index) instanceof final OfClasses one)) return Double.NaN;
		return Prediction.ofScores(network.descriptor(), scores).score(one.reference()).probability();
	}

	@Override
	public Answer logits(final Pixels images, final Tensor weights) {
		classCriteria();
		for (final TargetModel.QueryLog each : queries)
			each.addGradients(images.count() / count());
		final Answer evaluation = evaluate(images, Objectives.logits(weights));
		if (count() == 1) record(0, evaluation);
		return evaluation;
	}

	@Override
	public Tensor scores(final Pixels images) {
		queries.forEach(TargetModel.QueryLog::addForward);
		return network.activation(images, Expression.LOGITS);
	}

	@Override
	public Tensor query(final Pixels images, final int[] of) {
		final Tensor scores = network.activation(images, Expression.LOGITS);
		for (int i = 0; i < of.length; i++)
			queries.get(of[i]).addQuery(criteria.get(of[i]).isMet(scores.item(i)));
		return scores;
	}

	private List<OfClasses> classCriteria() {
		final List<OfClasses> classes = new ArrayList<>();
		for (final Criterion criterion : criteria) {
			if (!(criterion instanceof final OfClasses one))
				throw new IllegalArgumentException("This attack is on classes, but the criterion is " +
					criterion + "; take a gradient method such as pgd on one image.");
			classes.add(one);
		}
		return classes;
	}
}
