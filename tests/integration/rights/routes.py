"""Who gets through at each address, in the words of `tables`. A new address has its line here: whoever the design lets
through, `seen` where that is whoever sees the object."""

# method, endpoint, subject ("*": each that the matrix of addresses has), who gets through
ROUTES = """
GET  home.index                       * everyone
GET  home.sort                        * everyone
POST home.read                        * everyone
GET  notices.index                    * everyone
POST notices.read                     * everyone
GET  notices.choices                  * everyone
POST notices.choose                   * everyone
POST notices.renew                    * everyone
GET  notices.feed                     * seen
GET  account.sign_in                  * everyone
POST account.sign_in                  * everyone
GET  account.show                     * everyone
POST account.show                     * everyone
POST account.sign_out                 * everyone
POST entering.code                    * everyone
POST entering.new_password            * everyone
GET  entering.to_provider             * everyone ?
GET  entering.from_provider           * everyone ?
POST entering.ask_passkey             * everyone
POST entering.passkey                 * everyone
GET  passkeys.show                    * everyone
POST passkeys.ask                     * everyone
POST passkeys.add                     * everyone
POST passkeys.remove                  * nobody
GET  second_factor.show               * everyone
POST second_factor.begin              * everyone
POST second_factor.confirm            * everyone
POST second_factor.off                * everyone
POST second_factor.renew              * everyone
GET  helping.show                     * own:office,admin superior:office,admin above:admin
POST helping.make_code                * own:office,admin superior:office,admin above:admin
POST helping.close                    * own:office,admin superior:office,admin above:admin
POST helping.forget                   * own:office,admin superior:office,admin above:admin
POST seats.end                        * nobody
POST seats.end_others                 * everyone
POST many.approve                     * everyone
POST many.receive                     * everyone
POST many.take_in                     * everyone
POST many.urge                        * everyone
GET  health.live                      * everyone
GET  proofs.index                     * everyone
POST proofs.check                     * everyone
GET  proofs.show                      sent !everyone
GET  proofs.show                      draft nobody
POST proofs.compare                   sent !everyone
POST proofs.compare                   draft nobody
GET  vendor.send                      * everyone
GET  static                           * everyone
POST display.switch                   * everyone
GET  organisations.index              * everyone
GET  organisations.show               * seen
GET  organisations.members            * own:admin superior:admin above:admin
POST organisations.open_for           * own:admin superior:admin above:admin
POST organisations.grant              * own:admin superior:admin above:admin
POST organisations.end                * own:admin superior:admin above:admin ?
GET  organisations.found              * own:admin superior:admin above:admin
POST organisations.found              * own:admin superior:admin above:admin
GET  reorganising.index               * superior:admin above:admin
GET  reorganising.begin               * superior:admin above:admin
POST reorganising.begin               * superior:admin above:admin
GET  reorganising.show                * seen
POST reorganising.do                  * seen
GET  tree_imports.index               * own:admin superior:admin above:admin
GET  tree_imports.blank               * own:admin superior:admin above:admin
POST tree_imports.bring               * own:admin superior:admin above:admin
GET  tree_imports.show                * seen
POST tree_imports.do                  * seen
POST tree_imports.passwords           * seen ?
GET  terms.index                      * own:admin superior:admin above:admin
POST terms.open_                      * own:admin superior:admin above:admin
POST terms.remove                     * own:admin superior:admin above:admin ?
POST terms.code                       * own:admin superior:admin above:admin
GET  deciding.index                   * own:admin superior:admin above:admin
POST deciding.choose                  * own:admin superior:admin above:admin
GET  step_days.index                  * own:admin superior:admin above:admin
POST step_days.choose                 * own:admin superior:admin above:admin
GET  days.index                       * seen
POST days.add                         * own:admin superior:admin above:admin
POST days.drop                        * own:admin superior:admin above:admin ?
GET  delegations.index                * own
POST delegations.add                  * own
POST delegations.end                  * own:office,admin =soan.thuvien
GET  documents.index                  * everyone
GET  documents.show                   * seen
GET  documents.pdf                    * seen
GET  word.download                    * seen
GET  documents.origins                * seen ?
GET  documents.revision               * own ?
GET  history_files.printed            * seen
GET  history_files.workbook           * seen
GET  history_files.record             * seen
GET  versions.show                    draft own ?
GET  versions.show                    * own
GET  comments.index                   * own superior:office @ban:office
GET  comments.new                     * own:drafter,office,member,signer superior:office ?
POST comments.new                     * own:drafter,office,member,signer superior:office ?
GET  comments.show                    * own
POST comments.reply                   * own:drafter,office,member,signer
POST comments.close                   * own:drafter,office,member,signer
POST comments.reopen                  * own:drafter,office,member,signer
POST comments.accept                  * own:drafter,office
POST comments.reject                  * own:drafter,office
GET  audit.show                       draft own
GET  audit.show                       handed own
GET  audit.show                       slips own
GET  audit.show                       result own
GET  audit.show                       * own !superior:inspector !above:inspector
GET  audit.readers                    draft own:inspector
GET  audit.readers                    sent own:inspector !superior:inspector !above:inspector
GET  audit.readers                    result own:inspector
POST drafts.start                     * own:drafter,office
GET  begin.index                      * any:drafter,office
GET  begin.new                        * any:drafter,office
POST begin.start                      * any:drafter,office
GET  drafts.first                     * own:drafter,office
GET  drafts.section                   * own:drafter,office
POST drafts.save                      * own:drafter,office
POST drafts.take                      * own:drafter,office
GET  drafts.check                     * own:drafter,office
GET  copies.new                       * own:clerk,office superior:clerk,office
POST copies.make                      * own:clerk,office superior:clerk,office
GET  attachments.index                * own:drafter,office
POST attachments.add                  * own:drafter,office
GET  attachments.fetch                * seen
POST attachments.drop                 * own:drafter,office ?
GET  annexes.index                    * own:drafter,office
POST annexes.add                      * own:drafter,office
GET  annexes.show                     * own:drafter,office
POST annexes.save                     * own:drafter,office
POST annexes.lift                     * own:drafter,office
POST annexes.drop                     * own:drafter,office
POST annexes.restore                  * own:drafter,office
POST annexes.origins                  draft own:drafter,office
POST annexes.origins                  result own:office
GET  acts.submit                      * own:drafter,office
POST acts.submit                      * own:drafter,office
GET  acts.appraise                    * own:office
POST acts.appraise                    * own:office
POST form_check.mend                  draft own:drafter,office
POST form_check.mend                  result own:office
GET  form_check.waive                 draft own:drafter,office ?
POST form_check.waive                 draft own:drafter,office
GET  form_check.waive                 result own:office ?
GET  acts.return_                     * own:office,member,signer
POST acts.return_                     * own:office,member,signer
GET  acts.recall                      * own:drafter,office
POST acts.recall                      * own:drafter,office
GET  acts.undo                        * own:office,member,signer
POST acts.undo                        * own:office,member,signer
GET  handing.hand_on                  * own:office,signer,admin
POST handing.hand_on                  * own:office,signer,admin
GET  acts.approve                     * own:member,signer
POST acts.approve                     * own:member,signer
GET  opinions.show                    * own
GET  opinions.give                    * own:member,signer
POST opinions.give                    * own:member,signer
GET  opinions.ask                     * own:office
POST opinions.ask                     * own:office
GET  opinions.reply                   * own:office
POST opinions.reply                   * own:office
GET  opinions.close                   * own:office
POST opinions.close                   * own:office
GET  opinions.meet                    * own:office,signer
POST opinions.meet                    * own:office,signer
GET  acts.number                      * own:clerk
POST acts.number                      * own:clerk
GET  signing.sign                     * own:signer
POST signing.sign                     * own:signer
GET  signing.upload                   * own:signer
POST signing.upload                   * own:signer
GET  signing.original                 * own:signer ?
GET  signing.seal                     * own:clerk
POST signing.seal                     * own:clerk
GET  signatures.mine                  * everyone
POST signatures.bring_key             * everyone
POST signatures.bring_certificate     * everyone
GET  signatures.picture               * everyone ?
POST signatures.bring_picture         * everyone
GET  signatures.seal_picture          * own:clerk,admin superior:admin above:admin ?
POST signatures.bring_seal_picture    * own:clerk,admin superior:admin above:admin
POST signatures.end                   * own:admin superior:admin above:admin =bithu.thuvien
GET  signatures.seal                  * own:clerk,admin superior:admin above:admin
POST signatures.bring_seal            * own:clerk,admin superior:admin above:admin
POST signatures.bring_seal_certificate * own:clerk,admin superior:admin above:admin
POST signatures.choose                * own:admin superior:admin above:admin
POST signatures.confirm               * own:admin superior:admin above:admin ?
GET  acts.send                        * own:clerk
POST acts.send                        * own:clerk
GET  acts.receive                     * superior:office,clerk
POST acts.receive                     * superior:office,clerk
GET  acts.hand_up                     * superior:office @ban:office
POST acts.hand_up                     * superior:office
GET  acts.send_back                   * superior:office
POST acts.send_back                   * superior:office
GET  acts.cancel                      * own:drafter,office,signer
POST acts.cancel                      * own:drafter,office,signer
GET  acts.replace                     * own:drafter,office
POST acts.replace                     * own:drafter,office
POST acts.retry                       * own:clerk,signer,office
GET  outlines.index                   * everyone
GET  outlines.template                * everyone
GET  outlines.new                     * any:office
POST outlines.new                     * any:office
GET  outlines.show                    * seen
POST outlines.arrange                 * own:office
GET  outlines.name                    * own:office
POST outlines.name                    * own:office
GET  outlines.section                 * own:office
POST outlines.section                 * own:office
GET  outlines.indicator               * own:office
POST outlines.indicator               * own:office
GET  outlines.check                   * own:office
POST outlines.check                   * own:office
GET  outlines.version                 * seen
GET  campaigns.index                  * everyone
GET  campaigns.new                    * any:office
POST campaigns.open_                  * any:office
GET  campaigns.show                   * seen
GET  campaigns.extend                 * own:office
POST campaigns.extend                 * own:office
POST campaigns.close                  * own:office
POST urges.start                      * own:office
GET  urges.task                       * own:office
POST urges.task                       * own:office
GET  urges.record                     * own superior
POST urges.reply                      * own:drafter,office
GET  schedules.index                  * everyone
GET  schedules.new                    * any:office
POST schedules.make                   * any:office
GET  schedules.show                   * seen
GET  schedules.change                 * own:office
POST schedules.change                 * own:office
POST schedules.switch                 * own:office
GET  extensions.ask                   * own:drafter,office
POST extensions.ask                   * own:drafter,office
GET  extensions.answer                * superior:office
POST extensions.answer                * superior:office
GET  reporting.rates                  * any
GET  reporting.record                 * own superior above
GET  dashboards.index                 * any
GET  dashboards.show                  * own superior above
GET  dashboards.sheet                 * own superior above
GET  dashboards.workbook              * own superior above
GET  books.index                      * any:clerk,office,signer,inspector,admin
GET  books.show                       * seen
GET  books.reserve                    * own:clerk
POST books.reserve                    * own:clerk
GET  books.enter                      * own:clerk,office
POST books.enter                      * own:clerk,office
GET  book_rows.outgoing               * seen
POST book_rows.outgoing               * own:clerk,office
POST book_rows.give_up                * own:clerk
GET  book_rows.incoming               * seen
POST book_rows.incoming               * own:clerk,office
POST book_rows.strike                 * own:clerk,office
GET  exports.index                    * seen
POST exports.ask                      * seen
GET  exports.take                     * seen
GET  citations.index                  * everyone
GET  citations.find                   * everyone
GET  citations.show                   * everyone
GET  citations.new                    * any:office
POST citations.add                    * any:office
GET  citations.edit                   * any:office
POST citations.correct                * any:office
GET  plans.index                      * everyone
GET  tasks.show                       * seen
POST tasks.press                      * own:office
GET  tasks.add                        * own:office
POST tasks.add                        * own:office
GET  tasks.edit                       * own:office
POST tasks.save                       * own:office
GET  tasks.split                      * own:office
POST tasks.split                      * own:office
POST tasks.drop                       * own:office
POST tasks.restore                    * own:office
GET  cascade.show                     * seen
POST cascade.add                      * own:office
POST cascade.settle                   * own:office
GET  cascade.adopt                    * own:office
POST cascade.adopt                    * own:office
GET  plan_picking.pick                * own:office
POST plan_picking.pick                * own:office
GET  task_clearing.clear              * own:drafter,office
POST task_clearing.clear              * own:drafter,office
POST task_clearing.reopen             * !superior:office ?
GET  duties.index                     * any
GET  imports.new                      * any:clerk,office
POST imports.bring                    * any:clerk,office
GET  imports.show                     * seen ?
GET  imports.drawn                    * seen ?
GET  imports.picture                  * seen ?
GET  imports.frame                    * seen ?
POST imports.mend_frame               * seen ?
GET  imports.block                    * seen ?
POST imports.mend_block               * seen ?
POST imports.settle                   * seen ?
POST imports.enter                    * seen ?
POST imports.drop                     * seen ?
GET  laying.choose                    * seen ?
GET  laying.new                       * own:drafter,office
POST laying.bring                     * own:drafter,office
GET  laying.show                      * seen ?
POST laying.lay                       * seen ?
POST laying.lift                      * seen ?
POST preview.want                     * own:drafter,office
GET  preview.show                     * own:drafter,office
GET  preview.picture                  * own:drafter,office ?
POST consolidation.start              * own:office
GET  consolidation.first              * own:office
GET  consolidation.section            * own:office
POST consolidation.section            * own:office
GET  difficulties.index               * any
GET  difficulties.new                 * any:drafter,office
POST difficulties.new                 * any:drafter,office
GET  difficulties.show                * seen
GET  difficulty_acts.answer           * superior:office,signer
POST difficulty_acts.answer           * superior:office,signer
GET  difficulty_acts.pass_up          * superior:office
POST difficulty_acts.pass_up          * superior:office
GET  difficulty_acts.join             * superior:office
POST difficulty_acts.join             * superior:office
GET  difficulty_acts.charge           * superior:office
POST difficulty_acts.charge           * superior:office
GET  difficulty_acts.return_          * superior:office
POST difficulty_acts.return_          * superior:office
GET  difficulty_acts.clarify          * own:drafter,office
POST difficulty_acts.clarify          * own:drafter,office
GET  difficulty_acts.reopen           * own:drafter,office
POST difficulty_acts.reopen           * own:drafter,office
GET  difficulty_acts.ask              * own:drafter,office
POST difficulty_acts.ask              * own:drafter,office
GET  difficulty_acts.withdraw         * own:drafter,office
POST difficulty_acts.withdraw         * own:drafter,office
POST difficulty_acts.receive          * superior:office
POST difficulty_acts.unjoin           * superior:office
POST difficulty_acts.urge             * own:office superior:office
"""
