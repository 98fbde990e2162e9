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

package org.gradiscope.command;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.text.TextWindow;

import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.gradiscope.imagej.LiveWindow;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.RunningMacro;
import org.gradiscope.imagej.UserPrompt;
import org.gradiscope.imagej.WordWrap;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.PrintableText;
import org.scijava.Cancelable;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.Previewable;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

/**
 * What all commands share: progress, cancelling, and what becomes of errors. The names of parameters
 * are the keys of macros and of the command line.
 */
public abstract class GradiscopeCommand implements Command, Cancelable {

	static final String HOME = "https://gradiscope.org/";
	static final String SOURCE = "https://github.com/gradiscope/gradiscope";

	@Parameter
	private StatusService status;

	@Parameter(required = false)
	private TaskService tasks;

	@Parameter
	private LogService log;

	private StatusProgress progress;
	private volatile String cancelReason;
	/** Null where SciJava does not run it. */
	private Caller caller;
	private RuntimeException refusal;
	private Predicate<String> refused;

	/**
	 * Runs the command. An error is told in one line, stops a running macro, and is thrown; but not
	 * where SciJava would make an alarm of it: for a person or a macro the command is canceled then.
	 */
	@Override
	public final void run() {
		IJ.resetEscape();
		begin();
		try {
			if (refusal != null) throw refusal;
			executeUntilAccepted();
			log.debug(Keys.title(this) + ": done in " + progress.elapsed());
		}
		catch (final CancellationException e) {
			if (!isCanceled()) cancel("Canceled after " + progress.elapsed() + ".");
			if (isInWindows()) note(cancelReason);
			else log.warn(Keys.title(this) + ": " + cancelReason);
			if (caller == Caller.MACRO) RunningMacro.stop();
		}
		catch (final RuntimeException | Error e) {
			fail(e);
			if (caller == null || caller == Caller.CODE) throw e;
			cancel(ErrorReport.line(e));
		}
		finally {
			progress.end();
		}
	}

	/** Where a person is there to ask, other values are asked for in place of those that are refused. */
	private void executeUntilAccepted() {
		while (true)
			try {
				execute();
				return;
			}
			catch (final RuntimeException e) {
				final Throwable cause = ErrorReport.cause(e);
				if (refused == null ||
					!(cause instanceof IllegalArgumentException || cause instanceof ModelException)) throw e;
				progress.end();
				if (!refused.test(ErrorReport.line(e))) throw new CancellationException();
				begin();
			}
	}

	/**
	 * @param again told what was wrong with a key's value; sets others, or answers that nothing is
	 *          wanted any more
	 */
	public final void whenRefused(final Predicate<String> again) {
		refused = again;
	}

	/** Ends what a dialog may have left under way, and counts the time from now on. */
	private void begin() {
		if (this instanceof final Previewable previewable) previewable.cancel();
		progress = new StatusProgress(status, task(), this::isCanceled);
	}

	/** What Fiji shows with a button to cancel it; null where nobody shows it. */
	private Task task() {
		if (tasks == null) return null;
		final Task task = tasks.createTask("Gradiscope " + Keys.title(this));
		task.setCancelCallBack(() -> cancel(task.getCancelReason()));
		return task;
	}

	/** Does it; whatever is thrown, the caller deals with. */
	abstract void execute();

	private void fail(final Throwable e) {
		final String message = ErrorReport.line(e);
		log.debug(e);
		if (caller == Caller.PERSON) {
			IJ.showMessage(Keys.title(this), WordWrap.wrap(message));
			return;
		}
		final String line = Keys.title(this) + ": " + message;
		// In Fiji an error in SciJava's log opens a window beside the one that tells it.
		if (isInWindows()) IJ.log(line);
		// Headless, ImageJ prints what a macro fails by.
		else if (caller != Caller.MACRO) log.error(line);
		if (caller == Caller.MACRO || IJ.isMacro()) abort(message);
	}

	/** What is thrown does not stop a macro; this does, with a message. */
	private void abort(final String message) {
		try {
			IJ.error(Keys.title(this), WordWrap.wrap(message));
		}
		catch (final HeadlessException noWindow) {
			// Java alone, without Fiji's headless mode: the macro has stopped.
			if (caller == Caller.MACRO) log.error(Keys.title(this) + ": " + message);
		}
		catch (final RuntimeException e) {
			// So ImageJ stops a macro in its own thread; SciJava runs commands in another one.
			if (caller != Caller.MACRO) throw e;
		}
	}

	/** Whether SciJava runs it, with windows, in which it makes dialogs of much that is told to it. */
	private boolean isInWindows() {
		return caller != null && !GraphicsEnvironment.isHeadless();
	}

	/** Said by who has SciJava run it, before it runs. */
	public final void calledBy(final Caller who) {
		caller = who;
	}

	/** Null where SciJava does not run it. */
	public final Caller caller() {
		return caller;
	}

	/** Of a script or a program nobody is asked; without SciJava it is ImageJ that knows macros. */
	final UserPrompt prompt() {
		return caller == null || caller == Caller.PERSON ? UserPrompt.DIALOG : UserPrompt.NONE;
	}

	/** What was wrong with its inputs; it fails by that as soon as it is run. */
	public final void refuse(final RuntimeException e) {
		refusal = e;
	}

	/** Whether it will fail as soon as it is run. */
	public final boolean isRefused() {
		return refusal != null;
	}

	final StatusProgress progress() {
		return progress;
	}

	/** Shows in a window of its own what the computation offers, if it is wanted and there are windows. */
	final void showLive(final boolean wanted, final String title, final int width, final int height) {
		if (wanted && LiveWindow.isPossible())
			progress.showIn(new LiveWindow(title + " (growing)", width, height));
	}

	/** All keys as they are. */
	final Recipe recipe() {
		final Recipe recipe =
			new Recipe().with("made by", "Gradiscope " + version()).with("command", Keys.name(this));
		Keys.values(this).forEach(recipe::with);
		return recipe;
	}

	static String version() {
		final String version = GradiscopeCommand.class.getPackage().getImplementationVersion();
		return version == null ? "(not released)" : version;
	}

	/** One fact a line. */
	static String sentences(final Map<String, String> facts) {
		return facts.entrySet().stream().map(fact -> fact.getKey() + ": " + fact.getValue())
			.collect(Collectors.joining("\n"));
	}

	/** Something that is no error. */
	final void say(final String message) {
		status.showStatus(PrintableText.line(message));
	}

	/** In the log too. */
	final void note(final String message) {
		say(message);
		log.info(Keys.title(this) + ": " + PrintableText.line(message));
	}

	/** Something that is no error either, but that nobody should miss. */
	final void warn(final String message) {
		final String line = PrintableText.line(message);
		// In Fiji a warning by the status would be a dialog that stops macros.
		status.showStatus(1, 1, line, GraphicsEnvironment.isHeadless());
		if (GraphicsEnvironment.isHeadless()) log.warn(Keys.title(this) + ": " + line);
		else IJ.log(Keys.title(this) + ": " + line);
	}

	/** Writes the recipe into a result, before the info of the input if there is one, and lists it. */
	static void finish(final ImagePlus result, final Recipe recipe, final ImagePlus input) {
		recipe.addTo(result, input);
		list(result);
	}

	/** Headless, nobody else lists an image that comes out. */
	static void list(final ImagePlus image) {
		if (!GraphicsEnvironment.isHeadless()) return;
		try {
			image.show();
		}
		catch (final HeadlessException e) {
			// Java alone, without Fiji's headless mode: there is no list.
		}
	}

	/** What nobody should miss of a network, once for each command. */
	final void tell(final OpenNetwork network) {
		network.remarks(Keys.name(this)).forEach(this::warn);
	}

	/** That images were made larger, where a network does not take their size. */
	final void tellPadding(final OpenNetwork network) {
		network.padding().ifPresent(this::warn);
	}

	/** In a window, where there are windows. */
	static void show(final ResultsTable table, final String title) {
		if (!GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode()) table.show(title);
	}

	/** A few sentences in a window, where there are windows. */
	static void show(final String sentences, final String title) {
		if (!GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode())
			new TextWindow(title, sentences, 560, 240);
	}

	/** The command was canceled, and ends as if it had not been: with the results that it has by then. */
	final void keepWhatIsThere() {
		cancelReason = null;
		IJ.resetEscape();
		Thread.interrupted();
	}

	/** How many images could not be read, while the others are done. */
	public int failures() {
		return 0;
	}

	@Override
	public final boolean isCanceled() {
		return cancelReason != null;
	}

	@Override
	public final void cancel(final String reason) {
		cancelReason = reason == null ? "Canceled." : reason;
	}

	/** Null where SciJava would warn of it, though it has been told. */
	@Override
	public final String getCancelReason() {
		final boolean told = caller == Caller.PERSON || caller == Caller.MACRO;
		return told || isInWindows() ? null : cancelReason;
	}
}
